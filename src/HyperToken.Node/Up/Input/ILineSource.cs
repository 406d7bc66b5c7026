namespace HyperToken.Node.Up.Input;

/// <summary>Where the lines to broadcast come from.</summary>
internal interface ILineSource
{
    /// <summary>Waits for the next line; null at the end, or when <paramref name="stop"/> says so.</summary>
    ValueTask<string?> ReadAsync(CancellationToken stop);
}
