using HyperToken.Inspection;

namespace HyperToken.Relay.Tests.Admin;

/// <summary>A question that is answered as a test says.</summary>
internal sealed class TestQuery(string name, Func<string, Task<object>> answer) : IInspectionQuery
{
    public string Name => name;

    public string? Argument { get; init; }

    public string Does => $"shows {name}";

    public bool AsksOthers { get; init; }

    public Task<object> AnswerAsync(string argument, CancellationToken stop) => answer(argument);

    /// <summary>Answered with the argument.</summary>
    public static TestQuery Echo(string name = "echo") => new(name, argument => Task.FromResult<object>(new Echoed(argument))) { Argument = "[TEXT]" };

    internal sealed record Echoed(string SaidBefore);
}
