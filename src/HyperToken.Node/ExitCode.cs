namespace HyperToken.Node;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Success = 0;

    /// <summary>It ran, but something was not delivered, or an error was reported.</summary>
    public const int Failure = 1;

    /// <summary>The command line cannot be carried out; one line on stderr says why and how to mend it.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C (or SIGTERM) ended it early; what there was has been printed.</summary>
    public const int Interrupted = 130;
}
