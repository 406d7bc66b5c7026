using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

public sealed class DigestBuilderTests
{
    private readonly DigestBuilder _builder = new();

    [Property(Replay = Fixed.Replay, MaxTest = 300, EndSize = 200)]
    public void A_digest_should_name_every_message_once_and_no_other((byte Origin, byte Sequence, byte Pause)[] steps)
    {
        var window = new MessageWindow();
        var seconds = 0;
        var names = new HashSet<(StreamId, ulong)>();
        foreach (var (origin, sequence, pause) in steps)
        {
            seconds += pause % 16;
            var message = Message(origin % 5, 1 + sequence, seconds);
            if (names.Add((message.Stream, message.Sequence)))
                window.Add(message);
        }

        var streams = _builder.Build(window, 0, window.Count, TimeSpan.MaxValue, At(seconds));
        var named = streams.SelectMany(stream => stream.Ranges.SelectMany(range => Sequences(range).Select(i => (stream.Stream, i)))).ToList();
        Assert.Equal(names.Count, named.Count);
        Assert.Equal(names, named.ToHashSet());

        var frame = new DigestFrame(streams, WantsReply: false);
        Assert.Equal(FrameError.None, FrameCodec.TryDecode(FrameCodec.Encode(frame), FrameCodec.DefaultMaxFrameBytes, out _));
    }

    [Property(Replay = Fixed.Replay, MaxTest = 200, EndSize = 100)]
    public void The_age_of_a_record_should_be_that_of_its_oldest_message_and_nearly_that_of_all(byte[] pauses)
    {
        var window = new MessageWindow();
        var receivedAt = new Dictionary<ulong, int>();
        var seconds = 0;
        for (var i = 0; i < pauses.Length; i++)
        {
            seconds += pauses[i] % 20;
            receivedAt.Add((ulong)i + 1, seconds);
            window.Add(Message(1, i + 1, seconds));
        }

        foreach (var record in _builder.Build(window, 0, window.Count, TimeSpan.MaxValue, At(seconds + 1)))
        {
            var ages = record.Ranges.SelectMany(Sequences).Select(sequence => 1000 * (seconds + 1 - receivedAt[sequence])).ToList();
            Assert.Equal((int)record.AgeMillis, ages.Max());
            Assert.True(ages.Max() - ages.Min() <= Math.Max(1000, ages.Min() / 4));
        }
    }

    [Fact]
    public void A_stream_without_gaps_should_be_few_numbers()
    {
        var window = new MessageWindow();
        for (var i = 1; i <= 500; i++)
            window.Add(Message(1, i, 0));

        var stream = Assert.Single(_builder.Build(window, 100, 500, TimeSpan.MaxValue, At(5)));
        Assert.Equal([new SequenceRange(101, 500)], stream.Ranges);
        Assert.Equal(5000U, stream.AgeMillis);
    }

    [Fact]
    public void What_is_older_than_the_window_should_not_be_told_of()
    {
        var window = new MessageWindow();
        window.Add(new HeldMessage(Sealed(1, 1), At(10), TimeSpan.FromSeconds(100)));
        window.Add(new HeldMessage(Sealed(2, 1), At(10), TimeSpan.Zero));
        Assert.Equal(2, _builder.Build(window, 0, 2, TimeSpan.FromSeconds(120), At(29)).Length);
        var left = Assert.Single(_builder.Build(window, 0, 2, TimeSpan.FromSeconds(120), At(30)));
        Assert.Equal(Sealed(2, 1).Stream, left.Stream);
    }

    private static IEnumerable<ulong> Sequences(SequenceRange range)
    {
        for (var i = range.First; i <= range.Last; i++)
            yield return i;
    }

    private static HeldMessage Message(int origin, int sequence, int seconds) => new(Sealed(origin, sequence), At(seconds), TimeSpan.Zero);

    private static Envelope Sealed(int origin, int sequence) =>
        Envelope.Seal(new EnvelopeBody(Ids.Of(origin), 1, (ulong)sequence, 0, "line", default));

    private static Instant At(int seconds) => new(seconds * 1_000_000L);
}
