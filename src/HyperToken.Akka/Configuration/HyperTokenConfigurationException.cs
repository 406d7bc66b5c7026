namespace HyperToken.Configuration;

/// <summary>A setting has a value that is not allowed. The message names its path, what was found, and what is allowed.</summary>
public sealed class HyperTokenConfigurationException : Exception
{
    /// <summary>Describes one wrong setting.</summary>
    /// <param name="path">Its full HOCON path, or the name of the option that gave it.</param>
    /// <param name="found">The value as written.</param>
    /// <param name="allowed">What would be right.</param>
    public HyperTokenConfigurationException(string path, string found, string allowed)
        : base($"{path} is {found}; allowed: {allowed}.")
    {
        Path = path;
        Found = found;
        Allowed = allowed;
    }

    /// <summary>The setting's full HOCON path, or the name of the option that gave it.</summary>
    public string Path { get; }

    /// <summary>The value as written.</summary>
    public string Found { get; }

    /// <summary>What would be right.</summary>
    public string Allowed { get; }
}
