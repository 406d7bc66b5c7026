using Xunit;

namespace Akka.TestKit;

/// <summary>Blocks of code that must take at least and at most so long; expectations inside share the time.</summary>
public abstract partial class TestKitBase
{
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, () =>
        {
            action();
            return Task.CompletedTask;
        }, hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, async () =>
        {
            await actionAsync();
            return true;
        }, hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default)
    {
        var start = Now;
        var endBefore = _end;
        var limit = Dilated(max);
        if (endBefore is { } outer)
        {
            Assert.True(outer - start >= min, $"Required min time {min} not possible, only {outer - start} left. {hint}");
            limit = Min(limit, outer - start);
        }

        _lastWasNoMsg = false;
        _end = start + limit;
        T result = default!;
        try
        {
            result = await function().WaitAsync(limit + TimeSpan.FromMilliseconds(200), cancellationToken);
        }
        catch (TimeoutException) when (Now - start > limit)
        {
            // Reported below, with the time it took.
        }
        finally
        {
            _end = endBefore;
        }

        var elapsed = Now - start;
        if (elapsed < min) Assert.Fail($"Failed: Block took {elapsed}, should have at least been {min}. {hint}");
        if (!_lastWasNoMsg && elapsed > limit + (epsilonValue ?? TimeSpan.Zero)) Assert.Fail($"Failed: Block took {elapsed}, exceeding {limit}. {hint}");
        return result;
    }
}
