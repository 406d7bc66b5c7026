using System.Runtime.CompilerServices;
using Akka.Actor;
using Xunit;

namespace Akka.TestKit;

/// <summary>Expectations about the next messages.</summary>
public abstract partial class TestKitBase
{
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgAsync<T>(duration, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, static (_, _) => { }, hint, cancellationToken);

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgAsync(message, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (actual, _) => Assert.Equal(message, actual), hint, cancellationToken);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgAsync(isMessage, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (message, _) => CheckPredicate(isMessage(message), message, hint), hint, cancellationToken);

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgAsync(assert, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (message, _) => assert(message), hint, cancellationToken);

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgAsync(isMessageAndSender, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (message, sender) => CheckPredicate(isMessageAndSender(message, sender), message, hint), hint, cancellationToken);

    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgAsync(assertMessageAndSender, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, assertMessageAndSender, hint, cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgFromAsync<T>(sender, duration, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, (_, actual) => Assert.Equal(sender, actual), hint, cancellationToken);

    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectMsgFromAsync(sender, message, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (actual, from) =>
        {
            Assert.Equal(sender, from);
            Assert.Equal(message, actual);
        }, hint, cancellationToken);

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Wait(ExpectTerminatedAsync(target, timeout, hint, cancellationToken));

    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<Terminated>(timeout, (terminated, _) => Assert.Equal(target, terminated.ActorRef), hint, cancellationToken);

    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNoMsgAsync(cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => ExpectNothingAsync(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(duration, cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectNothingAsync(Dilated(duration), cancellationToken);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(milliseconds, cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNothingAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>The next messages are these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ToListAsync(ExpectMsgAllOfAsync(messages, cancellationToken)).GetAwaiter().GetResult();

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        ToListAsync(ExpectMsgAllOfAsync(max, messages)).GetAwaiter().GetResult();

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAllAsync(RemainingOrDefault, messages, cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAllAsync(Dilated(max), messages, cancellationToken);

    private static T Wait<T>(ValueTask<T> expectation) => expectation.AsTask().GetAwaiter().GetResult();

    private static void CheckPredicate<T>(bool holds, T message, string? hint) =>
        Assert.True(holds, $"Got a message of the expected type <{typeof(T)}>. Also expected {hint ?? "the predicate to return true"} but the message {{{message}}} did not match");

    private async ValueTask<T> ExpectAsync<T>(TimeSpan? timeout, Action<T, IActorRef> assert, string? hint, CancellationToken cancellationToken)
    {
        var wait = RemainingOrDilated(timeout);
        var envelope = await TakeAsync(wait, cancellationToken);
        if (envelope is null) Assert.Fail($"Failed: Timeout {wait} while waiting for a message of type {typeof(T)} {hint}");
        if (envelope.Message is not T typed)
        {
            Assert.Fail($"Failed: Expected a message of type {typeof(T)}, but received {{{envelope.Message}}} (type {envelope.Message.GetType()}) instead {hint} from {envelope.Sender}");
            return default!;
        }

        assert(typed, envelope.Sender);
        return typed;
    }

    private async ValueTask ExpectNothingAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var envelope = await TakeAsync(duration, cancellationToken);
        if (envelope is not null) Assert.Fail($"Failed: Expected no messages during {duration}, instead we received {envelope}");
        _lastWasNoMsg = true;
    }

    private async IAsyncEnumerable<T> ExpectAllAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missing = messages.ToList();
        var unexpected = new List<object>();
        await foreach (var message in ReceiveManyAsync(messages.Count, max, cancellationToken))
        {
            if (message is not T typed || !missing.Remove(typed)) unexpected.Add(message);
            else yield return typed;
        }

        if (missing.Count > 0 || unexpected.Count > 0) Assert.Fail($"not found [{string.Join(", ", missing)}] found unexpected [{string.Join(", ", unexpected)}]");
    }
}
