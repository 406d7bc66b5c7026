using System.Text.Json;
using HyperToken.Overlay.Identity;

namespace HyperToken.Inspection;

/// <summary>How answers write what the peer knows as types.</summary>
internal static class Words
{
    /// <summary>The name of a value, first letter small, as the fields of an answer are.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>To the microsecond.</summary>
    public static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    /// <summary>Ids, in the order of the contacts.</summary>
    public static IReadOnlyList<string> Ids(IEnumerable<Contact> contacts) => [.. contacts.Select(contact => contact.Id.ToString())];

    /// <summary>Where a contact is reached from other processes; null where it is not.</summary>
    public static string? AddressOf(Contact contact) => contact.Address == Contact.InProcessAddress ? null : contact.Address;
}
