using System.Globalization;

namespace HyperToken.Node.Up.Commands;

/// <summary>How an input line names a peer: by its index, or by the beginning of its id.</summary>
internal static class PeerReference
{
    /// <summary>The live peer meant.</summary>
    /// <exception cref="SlashCommandException">None or several are.</exception>
    public static UpPeer Resolve(string text, UpNetwork network)
    {
        if (text.Length == 0)
            throw new SlashCommandException("name a peer by its index or the beginning of its id; /peers lists them");

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < network.Started)
        {
            return network.Live.FirstOrDefault(peer => peer.Index == index)
                ?? throw new SlashCommandException($"peer {index} was killed; /peers lists the live ones");
        }

        var matches = network.Live.Where(peer => peer.Id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return matches switch
        {
            [var only] => only,
            [] => throw new SlashCommandException($"no live peer has index {text}, or an id that begins so; /peers lists them"),
            _ => throw new SlashCommandException($"several ids begin with {text}; give more of it"),
        };
    }
}
