using HyperToken.Inspection;
using HyperToken.Node.Up.Commands;

namespace HyperToken.Node.Up;

/// <summary>Questions about the peers of a run: those every peer answers, each about any of them, and who they are.</summary>
internal static class UpQueries
{
    public static IReadOnlyList<IInspectionQuery> Of(UpNetwork network) =>
    [
        new Peers(network),
        .. PeerQueries.Of(network.Live[0].Peer).Select(query => query.Argument is null ? (IInspectionQuery)new OfAnyPeer(query, network) : query),
    ];

    /// <summary>A question about the first live peer, or the one named.</summary>
    private sealed class OfAnyPeer(IInspectionQuery query, UpNetwork network) : IInspectionQuery
    {
        public string Name => query.Name;

        public string Argument => "[PEER]";

        public string Does => query.Does;

        public Task<object> AnswerAsync(string argument, CancellationToken stop)
        {
            var peer = argument.Length == 0 ? network.Live[0] : Resolve(argument);
            return PeerQueries.Of(peer.Peer).Single(other => other.Name == query.Name).AnswerAsync("", stop);
        }

        private UpPeer Resolve(string argument)
        {
            try
            {
                return PeerReference.Resolve(argument, network);
            }
            catch (SlashCommandException unknown)
            {
                throw new InspectionException(unknown.Message);
            }
        }
    }

    /// <summary>All peers are asked, which takes the run some work.</summary>
    private sealed class Peers(UpNetwork network) : IInspectionQuery
    {
        public string Name => "peers";

        public string Does => "the live peers of the run";

        public bool AsksOthers => true;

        public async Task<object> AnswerAsync(string argument, CancellationToken stop)
        {
            var peers = await PeersEvent.OfAsync(network, stop);
            return new PeerList(peers.Live, peers.Killed, peers.Peers);
        }
    }

    private sealed record PeerList(int Live, int Killed, IReadOnlyList<PeerLine> Peers);
}
