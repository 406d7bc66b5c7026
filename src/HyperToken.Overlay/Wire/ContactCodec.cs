using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Wire;

/// <summary>Contacts to records of overlay.proto and back.</summary>
internal static class ContactCodec
{
    public static ContactRecord ToRecord(Contact contact)
    {
        var record = new ContactRecord
        {
            Id = UnsafeByteOperations.UnsafeWrap(contact.Id.ToByteArray()),
            Mode = (uint)contact.Mode,
            Plans = (uint)contact.Plans,
            Sequence = contact.Sequence,
        };
        record.Addresses.Add(contact.Address);
        return record;
    }

    public static bool TryRead(ContactRecord? record, [NotNullWhen(true)] out Contact? contact)
    {
        contact = null;
        if (record is null
            || record.Id.Length != PeerId.Size
            || record.Mode > (uint)ContactMode.Leaf
            || record.Addresses.Count == 0
            || record.Addresses[0].Length is 0 or > Contact.MaxAddressLength)
            return false;

        // One string for the address that all peers of a process share.
        var address = record.Addresses[0] == Contact.InProcessAddress ? Contact.InProcessAddress : record.Addresses[0];
        var plans = (PlanSet)(record.Plans & byte.MaxValue);
        contact = new Contact(new PeerId(record.Id.Span), address, (ContactMode)record.Mode, plans, record.Sequence);
        return true;
    }

    /// <summary>All of a list, or null where there are more than allowed or one breaks a rule.</summary>
    public static Contact[]? TryReadAll(IReadOnlyList<ContactRecord> records, int most)
    {
        if (records.Count > most)
            return null;

        var contacts = new Contact[records.Count];
        for (var i = 0; i < contacts.Length; i++)
        {
            if (!TryRead(records[i], out var contact))
                return null;

            contacts[i] = contact;
        }

        return contacts;
    }
}
