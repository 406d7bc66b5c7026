using Google.Protobuf;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Wire;

/// <summary>The frames that carry or ask for contacts to messages of overlay.proto and back; null where a rule is broken.</summary>
internal static class ContactFrameCodec
{
    public static Hello ToMessage(HelloFrame hello) =>
        new() { Contact = ContactCodec.ToRecord(hello.Contact), Versions = { FrameCodec.Version } };

    public static FindNode ToMessage(FindNodeFrame find) => new()
    {
        Request = find.Request,
        Target = UnsafeByteOperations.UnsafeWrap(find.Target.ToByteArray()),
        Count = (uint)find.Count,
    };

    public static FindNodeReply ToMessage(FindNodeReplyFrame reply)
    {
        var message = new FindNodeReply { Request = reply.Request };
        foreach (var contact in reply.Contacts)
            message.Contacts.Add(ContactCodec.ToRecord(contact));

        return message;
    }

    public static FindNodeFrame? FromMessage(FindNode message) =>
        message.Target.Length == PeerId.Size && message.Count is >= 1 and <= FrameCodec.MaxContacts
            ? new FindNodeFrame(message.Request, new PeerId(message.Target.Span), (int)message.Count)
            : null;

    public static FindNodeReplyFrame? FromMessage(FindNodeReply message) =>
        ContactCodec.TryReadAll(message.Contacts, FrameCodec.MaxContacts) is { } contacts
            ? new FindNodeReplyFrame(message.Request, contacts)
            : null;

    public static HelloFrame? FromMessage(Hello message) =>
        message.Versions.Contains(FrameCodec.Version) && ContactCodec.TryRead(message.Contact, out var contact) ? new HelloFrame(contact) : null;
}
