using System.Buffers.Binary;
using HyperToken.Overlay.Broadcast;
using HyperToken.Peers;

namespace HyperToken.Benchmarks.Live;

/// <summary>Counts deliveries of all peers, message by message. A message carries its place on the board in its payload.</summary>
internal sealed class DeliveryBoard(int places, int receivers) : IPeerObserver
{
    private readonly Place[] _places = [.. Enumerable.Range(0, places).Select(_ => new Place())];
    private long _delivered;
    private long _payloads;

    /// <summary>Deliveries so far.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Payload frames received so far, copies included.</summary>
    public long Payloads => Volatile.Read(ref _payloads);

    /// <summary>Prepares a message in a place: the task ends when every receiver has it.</summary>
    public Task Expect(int place, Span<byte> payload)
    {
        var turn = _places[place].Begin(receivers);
        BinaryPrimitives.WriteInt32LittleEndian(payload, place);
        BinaryPrimitives.WriteInt32LittleEndian(payload[4..], turn.Number);
        return turn.Complete;
    }

    void IPeerObserver.Delivered(EnvelopeBody body, int hops)
    {
        Interlocked.Increment(ref _delivered);
        var payload = body.Payload.Span;
        _places[BinaryPrimitives.ReadInt32LittleEndian(payload)].Delivered(BinaryPrimitives.ReadInt32LittleEndian(payload[4..]));
    }

    public void PayloadSent(MessageId id)
    {
    }

    public void PayloadReceived(MessageId id, bool duplicate) => Interlocked.Increment(ref _payloads);

    public void PayloadLost(MessageId id)
    {
    }

    /// <summary>One message under way.</summary>
    private sealed class Place
    {
        private TaskCompletionSource _complete = new();
        private int _number;
        private int _missing;

        public (int Number, Task Complete) Begin(int receivers)
        {
            _complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _missing, receivers);
            return (Interlocked.Increment(ref _number), _complete.Task);
        }

        public void Delivered(int number)
        {
            // One that comes after its message was given up does not count for the next.
            if (Volatile.Read(ref _number) == number && Interlocked.Decrement(ref _missing) == 0)
                _complete.TrySetResult();
        }
    }
}
