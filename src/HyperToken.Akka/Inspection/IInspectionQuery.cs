namespace HyperToken.Inspection;

/// <summary>A question about a running process by name: what an admin endpoint and a command line offer, each in its own clothes.</summary>
public interface IInspectionQuery
{
    /// <summary>How it is called: one word of lower-case letters.</summary>
    string Name { get; }

    /// <summary>What has to be given with it, in upper case, or in brackets what may be; null: nothing.</summary>
    string? Argument => null;

    /// <summary>What it shows, in one line.</summary>
    string Does { get; }

    /// <summary>Whether an answer costs other peers work: then it is asked for only so often.</summary>
    bool AsksOthers => false;

    /// <summary>Answers.</summary>
    /// <param name="argument">What was given with the question, trimmed; empty: nothing.</param>
    /// <param name="stop">Nobody waits for the answer any more.</param>
    /// <returns>A record that System.Text.Json can write, its names in camel case.</returns>
    /// <exception cref="InspectionException">The argument makes no sense.</exception>
    Task<object> AnswerAsync(string argument, CancellationToken stop);
}
