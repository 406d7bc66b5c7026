using System.CommandLine;
using HyperToken.Relay.Admin;

namespace HyperToken.Node.Inspect;

/// <summary>The options by which a verb lets others look into its peer.</summary>
internal sealed class AdminOptions
{
    private readonly Option<string?> _listen = new("--admin")
    {
        Description = "Answer 'hypertoken inspect' and Prometheus here, as 127.0.0.1:9100; port 0 is one the system chooses. Anywhere but on loopback a token is required",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _tokenFile = new("--admin-token-file")
    {
        Description = $"File with the token that --admin requires of everybody, at least {AdminSettings.MinTokenLength} characters",
        HelpName = "FILE",
    };

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_listen);
        command.Options.Add(_tokenFile);
    }

    /// <summary>What the command line asks for; null: nobody may look in.</summary>
    /// <exception cref="UsageException">It cannot be.</exception>
    public AdminSettings? Read(ParseResult parsed)
    {
        var tokenFile = parsed.GetValue(_tokenFile);
        if (parsed.GetValue(_listen) is not { } listen)
            return tokenFile is null ? null : throw new UsageException("--admin-token-file makes no sense without --admin HOST:PORT.");

        try
        {
            return AdminSettings.Parse(listen, tokenFile is null ? null : ReadToken(tokenFile));
        }
        catch (AdminSettingsException wrong)
        {
            var remedy = tokenFile is null && wrong.Message.Contains("a token is required", StringComparison.Ordinal) ? " (--admin-token-file)" : "";
            throw new UsageException($"--admin: {wrong.Message}{remedy}");
        }
    }

    private static string ReadToken(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--admin-token-file {path} cannot be read: {unreadable.Message} Name a readable file.");
        }
    }
}
