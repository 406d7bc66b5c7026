using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Wire;

/// <summary>Whether two frames say the same: records of contacts and envelopes have no equality of their own.</summary>
internal static class Comparing
{
    public static string Describe(Frame frame) => frame switch
    {
        HelloFrame hello => $"hello {Describe(hello.Contact)}",
        FindNodeReplyFrame reply => $"reply {reply.Request} {string.Join(", ", reply.Contacts.Select(Describe))}",
        BroadcastFrame broadcast => $"{broadcast.Header} {Convert.ToHexString(broadcast.Envelope.Bytes.Span)}",
        RouteFrame route => $"route {route.Id} {route.Target} {route.TimeToLive} {Convert.ToHexString(route.Envelope.Bytes.Span)}",
        DigestFrame digest => $"digest {digest.WantsReply} {digest.HasMore} {Describe(digest.Streams)}",
        FetchFrame fetch => $"fetch {Describe(fetch.Streams)}",
        StoreFrame store => $"store {store.Request} {Describe(store.Record)}",
        FindRecordReplyFrame reply =>
            $"record {reply.Request} {(reply.Record is null ? "none" : Describe(reply.Record))} {string.Join(", ", reply.Closest.Select(Describe))}",
        RegisteredFrame registered =>
            $"{registered with { Others = [] }} {string.Join(", ", registered.Others.Select(other => $"{Describe(other.Contact)} {other.PrimaryLeaves} {other.StandbyLeaves}"))}",
        _ => frame.ToString(),
    };

    private static string Describe(IEnumerable<StreamRanges> streams) =>
        string.Join(", ", streams.Select(stream => $"{stream.Stream} {stream.AgeMillis} {string.Join(' ', stream.Ranges)}"));

    private static string Describe(SignedRecord record) =>
        $"{record.Kind} {record.Key} {record.Sequence} {record.TimeToLive} {Convert.ToHexString(record.Content.Span)} "
        + $"{Convert.ToHexString(record.PublicKey.Span)} {Convert.ToHexString(record.Signature.Span)}";

    private static string Describe(Contact contact) =>
        $"{contact.Id} {contact.Address} {contact.Mode} {contact.Plans} {contact.Sequence}";
}
