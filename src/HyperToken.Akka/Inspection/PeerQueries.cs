using HyperToken.Overlay.Identity;

namespace HyperToken.Inspection;

/// <summary>The questions every peer answers, by name.</summary>
public static class PeerQueries
{
    /// <summary>Questions about one peer.</summary>
    public static IReadOnlyList<IInspectionQuery> Of(HyperTokenPeer peer)
    {
        var inspector = new PeerInspector(peer);
        return
        [
            new Query("peer", "who the peer is, and how it stands in the network", async () => await inspector.PeerAsync().ConfigureAwait(false)),
            new Query("table", "its routing table, and what it knows of each contact", async () => await inspector.TableAsync().ConfigureAwait(false)),
            new Query("links", "its links, what each has carried and dropped, and what waits for it", async () => await inspector.LinksAsync().ConfigureAwait(false)),
            new Query("roles", "its role, and who is attached to whom", async () => await inspector.RolesAsync().ConfigureAwait(false)),
            new Query("stats", "what it has counted, and what its process costs", async () => await inspector.StatsAsync().ConfigureAwait(false)),
            new Lookup(inspector),
        ];
    }

    private sealed class Query(string name, string does, Func<Task<object>> answer) : IInspectionQuery
    {
        public string Name => name;

        public string Does => does;

        public Task<object> AnswerAsync(string argument, CancellationToken stop) => argument.Length == 0
            ? answer()
            : throw new InspectionException($"'{name}' takes nothing more, and '{argument}' was given.");
    }

    private sealed class Lookup(PeerInspector inspector) : IInspectionQuery
    {
        public string Name => "lookup";

        public string Argument => "ID";

        public string Does => "looks for a peer by its id, and shows who is closest to it";

        public bool AsksOthers => true;

        public async Task<object> AnswerAsync(string argument, CancellationToken stop) => PeerId.TryParse(argument, out var target)
            ? await inspector.LookupAsync(target).ConfigureAwait(false)
            : throw new InspectionException($"ID is '{argument}'; an id has {2 * PeerId.Size} hexadecimal digits.");
    }
}
