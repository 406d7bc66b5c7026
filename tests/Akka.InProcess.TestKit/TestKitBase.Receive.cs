using System.Runtime.CompilerServices;
using Xunit;

namespace Akka.TestKit;

/// <summary>Taking messages out of the queue.</summary>
public abstract partial class TestKitBase
{
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        ReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>The next message, or null if none came in time.</summary>
    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TakeAsync(max, cancellationToken))?.Message!;

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ToListAsync(ReceiveManyAsync(numberOfMessages, RemainingOrDefault, cancellationToken)).GetAwaiter().GetResult();

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ToListAsync(ReceiveManyAsync(numberOfMessages, Dilated(max), cancellationToken)).GetAwaiter().GetResult();

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveManyAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ReceiveManyAsync(numberOfMessages, Dilated(max), cancellationToken);

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Drops messages until one fits.</summary>
    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var wait = RemainingOrDilated(max);
        var end = Now + wait;
        while (true)
        {
            var message = await ReceiveOneAsync(Max(end - Now, TimeSpan.Zero), cancellationToken);
            Assert.True(message is not null, $"Timeout ({wait}) during fishForMessage{(hint is "" or null ? "" : ", hint: " + hint)}");
            if (message is T typed && isMessage(typed)) return typed;
        }
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> source)
    {
        var all = new List<T>();
        await foreach (var item in source) all.Add(item);
        return all;
    }

    private async IAsyncEnumerable<object> ReceiveManyAsync(int number, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stop = Now + max;
        for (var i = 0; i < number; i++)
        {
            var message = await ReceiveOneAsync(Max(stop - Now, TimeSpan.Zero), cancellationToken);
            Assert.True(message is not null, $"Timeout ({max}) while expecting {number} messages. Only got {i}.");
            yield return message!;
        }
    }

    private async ValueTask<MessageEnvelope?> TakeAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var wait = max ?? TestKitSettings.SingleExpectDefault;
        _lastWasNoMsg = false;
        if (!_queue.Reader.TryRead(out _last) && wait != TimeSpan.Zero)
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timer.CancelAfter(wait);
            try
            {
                _last = await _queue.Reader.ReadAsync(timer.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                _last = null;
            }
        }

        return _last;
    }
}
