using System.Reflection;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes configurations from HOCON text.</summary>
public static class ConfigurationFactory
{
    /// <summary>A configuration without settings.</summary>
    public static Config Empty => ParseString("");

    /// <summary>Parses HOCON text that has no <c>include</c>.</summary>
    /// <exception cref="FormatException">The text is not HOCON as Akka.NET reads it.</exception>
    /// <exception cref="ConfigurationException">An unquoted value contains <c>=</c> or <c>:</c>.</exception>
    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>Parses HOCON text, asking <paramref name="includeCallback"/> for each <c>include "name"</c>.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">Turns the quoted name into a parsed document, usually with <see cref="Parser.Parse"/>.</param>
    /// <exception cref="FormatException">The text is not HOCON as Akka.NET reads it.</exception>
    /// <exception cref="ConfigurationException">An unquoted value contains <c>=</c> or <c>:</c>.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>Parses the embedded resource <paramref name="resourceName"/> of the assembly that holds <typeparamref name="TAssembly"/>.</summary>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses the embedded resource <paramref name="resourceName"/> of an assembly.</summary>
    /// <exception cref="ArgumentNullException">The assembly has no such resource.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ArgumentNullException(nameof(resourceName), $"{assembly.GetName().Name} has no resource '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }
}
