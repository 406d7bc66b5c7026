using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>Ends streams from outside. The first call decides; later ones have no effect. Safe for any thread.</summary>
public interface IKillSwitch
{
    /// <summary>Completes downstream and cancels upstream.</summary>
    void Shutdown();

    /// <summary>Fails downstream, with an <see cref="AggregateException"/> around <paramref name="cause"/>, and cancels upstream.</summary>
    void Abort(Exception cause);
}

/// <summary>Makes kill switches.</summary>
public static class KillSwitches
{
    /// <summary>A flow, each run of which has a switch of its own.</summary>
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() => new StageGraph<FlowShape<T, T>, UniqueKillSwitch>(() =>
    {
        var signal = new KillSignal();
        return (new KillSwitchLogic<T>(signal), new UniqueKillSwitch(signal));
    });

    /// <summary>A switch that ends any number of streams, and those which are only run after it was thrown.</summary>
    public static SharedKillSwitch Shared(string name) => new(name);
}

/// <summary>Ends one stream.</summary>
public sealed class UniqueKillSwitch : IKillSwitch
{
    private readonly KillSignal _signal;

    internal UniqueKillSwitch(KillSignal signal) => _signal = signal;

    /// <inheritdoc/>
    public void Shutdown() => _signal.Throw(null);

    /// <inheritdoc/>
    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        _signal.Throw(cause);
    }
}

/// <summary>Ends all streams that its flows are part of.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    private readonly KillSignal _signal = new();
    private readonly string _name;

    internal SharedKillSwitch(string name) => _name = name;

    /// <summary>A flow that puts a stream under this switch.</summary>
    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() =>
        new StageGraph<FlowShape<T, T>, SharedKillSwitch>(() => (new KillSwitchLogic<T>(_signal), this));

    /// <inheritdoc/>
    public void Shutdown() => _signal.Throw(null);

    /// <inheritdoc/>
    public void Abort(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        _signal.Throw(cause);
    }

    /// <inheritdoc/>
    public override string ToString() => $"KillSwitch({_name})";
}
