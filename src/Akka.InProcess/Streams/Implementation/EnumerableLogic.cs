namespace Akka.Streams.Implementation;

/// <summary>Looks one element ahead, so that the stream completes together with its last element. What the sequence throws is kept too.</summary>
internal sealed class EnumerableLogic<T>(IEnumerable<T> elements) : SourceLogic<T>
{
    private IEnumerator<T>? _enumerator;
    private Exception? _failure;

    public override void OnPull()
    {
        if (_enumerator is null)
        {
            _enumerator = elements.GetEnumerator();
            if (!MoveNext())
            {
                CompleteStage();
                return;
            }
        }

        if (_failure is not null) throw new AggregateException(_failure);
        Out.Push(_enumerator.Current);
        if (!MoveNext()) CompleteStage();
    }

    public override void PostStop() => _enumerator?.Dispose();

    private bool MoveNext()
    {
        try
        {
            return _enumerator!.MoveNext();
        }
        catch (Exception cause)
        {
            _failure = cause;
            return true;
        }
    }
}
