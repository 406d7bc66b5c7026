namespace Akka.Streams.Implementation;

/// <summary>Something that reaches a running stage from another thread. It is itself the link of the list it waits in.</summary>
internal class AsyncEvent(StageLogic target, Action? run = null)
{
    public StageLogic Target { get; } = target;
    public AsyncEvent? Next { get; set; }

    /// <summary>Runs inside the stream.</summary>
    public virtual void Run() => run!();

    /// <summary>Called instead of <see cref="Run"/>, on any thread, when the stage has stopped.</summary>
    public virtual void Reject() { }
}
