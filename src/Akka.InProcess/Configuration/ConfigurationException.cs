using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration cannot be read, or lacks what is needed of it.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>Creates the exception with a message that names the setting.</summary>
    public ConfigurationException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ConfigurationException(string message, Exception exception) : base(message, exception)
    {
    }
}
