using Akka.Actor;
using Xunit;

namespace Akka.TestKit;

/// <summary>Runs an action and counts the events that a filter takes meanwhile.</summary>
public interface IEventFilterApplier
{
    /// <summary>Adds a further filter: an event counts if any of them takes it.</summary>
    EventFilterFactory And { get; }

    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Takes events without counting them.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);
}

/// <inheritdoc/>
internal sealed class EventFilterApplier(TestKitBase kit, ActorSystem system, IReadOnlyList<EventFilter> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(kit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Wait(1, null, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Wait(1, timeout, action, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => InterceptAsync(1, null, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) => Wait(expectedCount, null, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Wait(expectedCount, timeout, action, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        InterceptAsync(expectedCount, null, actionAsync, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(expectedCount, timeout, action, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Wait(null, null, action, cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => InterceptAsync(null, null, action, cancellationToken);

    private void Wait(int? expected, TimeSpan? timeout, Action action, CancellationToken cancellationToken) => InterceptAsync(expected, timeout, () =>
    {
        action();
        return Task.CompletedTask;
    }, cancellationToken).GetAwaiter().GetResult();

    private async Task InterceptAsync(int? expected, TimeSpan? timeout, Func<Task> action, CancellationToken cancellationToken)
    {
        var wait = timeout is { } given ? kit.Dilated(given) : kit.TestKitSettings.TestEventFilterLeeway;
        var received = 0;
        void Count() => Interlocked.Increment(ref received);
        foreach (var filter in filters) filter.Matched += Count;
        system.EventStream.Publish(new TestEventListener.Mute(filters));
        try
        {
            await action();
            if (expected is not { } count) return;
            if (count > 0) await kit.AwaitConditionNoThrowAsync(() => Volatile.Read(ref received) >= count, wait, TimeSpan.FromMilliseconds(10), cancellationToken);
            else await kit.AwaitConditionNoThrowAsync(() => Volatile.Read(ref received) > 0, wait, TimeSpan.FromMilliseconds(10), cancellationToken);
            if (received != count) Assert.Fail($"Expected {count} but received {received} messages that matched filter [{string.Join(',', filters)}] within {wait}");
        }
        finally
        {
            system.EventStream.Publish(new TestEventListener.Unmute(filters));
            foreach (var filter in filters) filter.Matched -= Count;
        }
    }
}
