using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Akka.TestKit;

/// <summary>Waiting until something holds, and for no longer than allowed.</summary>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromMilliseconds(100);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, cancellationToken).GetAwaiter().GetResult();

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, cancellationToken).GetAwaiter().GetResult();

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, message, cancellationToken).GetAwaiter().GetResult();

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, interval, message, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Wrap(conditionIsFulfilled), cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, (TimeSpan?)null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, (string?)null, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Wrap(conditionIsFulfilled), max, message, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string? message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, RemainingOrDilated(max) / 10, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Wrap(conditionIsFulfilled), max, interval, message, cancellationToken);

    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default)
    {
        var wait = RemainingOrDilated(max);
        if (!await HoldsInTimeAsync(conditionIsFulfilled, wait, interval ?? UsualInterval, cancellationToken))
            Assert.Fail($"Timeout {wait} expired while waiting for condition.{message}");
    }

    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(conditionIsFulfilled, max, interval, cancellationToken).GetAwaiter().GetResult();

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        HoldsInTimeAsync(Wrap(conditionIsFulfilled), max, interval ?? UsualInterval, cancellationToken);

    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(assertion, duration, interval, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(() =>
        {
            assertion();
            return Task.CompletedTask;
        }, duration, interval, cancellationToken);

    /// <summary>Repeats the assertion until it holds; the last failure is the test's.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Any failure may be the assertion's; the last one is thrown on.")]
    public async Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pause = Min(Max(stop - Now, TimeSpan.Zero), interval ?? UsualInterval);
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now + pause < stop)
            {
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    private static Func<Task<bool>> Wrap(Func<bool> condition) => () => Task.FromResult(condition());

    private static async Task<bool> HoldsInTimeAsync(Func<Task<bool>> condition, TimeSpan max, TimeSpan interval, CancellationToken cancellationToken)
    {
        var stop = Now + max;
        while (!await condition())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = stop - Now;
            if (left <= TimeSpan.Zero) return false;
            await Task.Delay(Min(left, interval), cancellationToken);
        }

        return true;
    }
}
