namespace HyperToken.Overlay.Supernode;

/// <summary>No preset has the name that was asked for. The message lists the names there are.</summary>
public sealed class UnknownPresetException : Exception
{
    /// <summary>Describes the name that was not found.</summary>
    /// <param name="name">The name as it was given.</param>
    /// <param name="allowed">The names there are.</param>
    public UnknownPresetException(string name, IReadOnlyList<string> allowed)
        : base($"'{name}' is no preset; allowed: {string.Join(", ", allowed)}.")
    {
        Name = name;
        Allowed = allowed;
    }

    /// <summary>The name as it was given.</summary>
    public string Name { get; }

    /// <summary>The names there are.</summary>
    public IReadOnlyList<string> Allowed { get; }
}
