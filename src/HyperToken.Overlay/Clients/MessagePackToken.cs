namespace HyperToken.Overlay.Clients;

/// <summary>One value of MessagePack, of an array or a map its head only.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where the content of a string, a binary or an extension begins.</param>
/// <param name="Length">The length of that content in bytes; how many elements or pairs follow in an array or a map.</param>
/// <param name="Number">A number, as JavaScript sees it; 1 for true; the type of an extension.</param>
internal readonly record struct MessagePackToken(MessagePackKind Kind, int Start, int Length, double Number)
{
    /// <summary>Seconds and nanoseconds since 1970, in 4, 8 or 12 bytes.</summary>
    public const int TimestampType = -1;

    /// <summary>Whether other values are in it.</summary>
    public bool IsContainer => Kind >= MessagePackKind.Array;

    /// <summary>How many values are in it.</summary>
    public int Children => Kind == MessagePackKind.Map ? 2 * Length : Length;

    /// <summary>Whether it is a point in time.</summary>
    public bool IsTimestamp => Kind == MessagePackKind.Extension && Number == TimestampType;
}
