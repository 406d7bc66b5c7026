namespace Akka.Actor;

public interface ICancelable
{
    void Cancel();
    bool IsCancellationRequested { get; }
    CancellationToken Token { get; }
}

public class Cancelable : ICancelable
{
    private readonly CancellationTokenSource _source = new();

    public Cancelable(IScheduler scheduler) => ArgumentNullException.ThrowIfNull(scheduler);
    public bool IsCancellationRequested => _source.IsCancellationRequested;
    public CancellationToken Token => _source.Token;
    public void Cancel() => _source.Cancel();
}
