using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

public sealed class MessageMemoryTests
{
    private static readonly RepairSettings Small = new() { MaxMessages = 20, MaxBytes = 1 << 20, MaxStreams = 5, MaxStreamGaps = 4, MaxGaps = 6 };
    private readonly PeerCounters _counters = new();

    [Fact]
    public void A_message_should_be_new_once_and_be_found_by_its_id()
    {
        var memory = Memory();
        var envelope = Message(1, 1);
        Assert.Null(memory.Find(envelope.Id));
        Assert.Equal(MemoryVerdict.New, Hold(memory, envelope, 0, out var held));
        Assert.Same(envelope, held!.Envelope);
        Assert.Equal((envelope.Id, envelope.Stream, 1UL, At(0)), (held.Id, held.Stream, held.Sequence, held.ReceivedAt));
        Assert.Same(held, memory.Find(envelope.Id));
        Assert.Equal(MemoryVerdict.Known, Hold(memory, Message(1, 1), 1, out var again));
        Assert.Same(held, again);
    }

    [Fact]
    public void A_message_should_be_kept_for_the_window_and_known_for_twice_as_long()
    {
        var memory = Memory();
        Hold(memory, Message(1, 1), 0, out _);
        memory.Expire(At(119));
        Assert.Equal(1, memory.Count);
        memory.Expire(At(120));
        Assert.Equal((0, 0L), (memory.Count, memory.Bytes));
        Assert.Equal(MemoryVerdict.Known, Hold(memory, Message(1, 1), 239, out var held));
        Assert.Null(held);
        Assert.Equal(0, _counters.ForgottenEarly);
    }

    [Fact]
    public void A_message_that_was_asked_for_should_leave_the_window_as_old_as_it_was_said_to_be()
    {
        var memory = Memory();
        var envelope = Message(1, 1);
        memory.Asked.Add(envelope.Stream, 1, bornAt: At(-100), At(0));
        Hold(memory, envelope, 0, out _);
        Assert.Equal(0, memory.Asked.Count);
        memory.Expire(At(19));
        Assert.Equal(1, memory.Count);
        memory.Expire(At(20));
        Assert.Equal(0, memory.Count);
        Assert.Equal(MemoryVerdict.Known, Hold(memory, Message(1, 1), 200, out _));
    }

    [Fact]
    public void The_window_should_hold_so_many_messages_and_count_what_it_forgets_early()
    {
        var memory = Memory(Small);
        for (var i = 1; i <= 50; i++)
            Hold(memory, Message(1, i), 0, out _);

        Assert.Equal(20, memory.Count);
        Assert.Equal(30, _counters.ForgottenEarly);
        Assert.Null(memory.Find(Message(1, 30).Id));
        Assert.NotNull(memory.Find(Message(1, 31).Id));
        for (var i = 1; i <= 50; i++)
            Assert.Equal(MemoryVerdict.Known, Hold(memory, Message(1, i), 1, out _));
    }

    [Fact]
    public void The_window_should_hold_so_many_bytes_and_at_least_the_newest_message()
    {
        var memory = Memory(Small with { MaxBytes = 2_500 });
        for (var i = 1; i <= 5; i++)
            Hold(memory, Message(1, i, payloadBytes: 1_000), 0, out _);

        Assert.Equal(2, memory.Count);
        Hold(memory, Message(1, 6, payloadBytes: 5_000), 0, out _);
        Assert.Equal(1, memory.Count);
        Assert.Equal(5, _counters.ForgottenEarly);
        Assert.InRange(memory.Bytes, 5_000, 5_200);
    }

    [Fact]
    public void What_its_origin_made_long_before_its_newest_message_should_be_too_old()
    {
        var memory = Memory();
        Hold(memory, Message(1, 9, created: 1_000), 0, out _);
        Assert.Equal(MemoryVerdict.New, Hold(memory, Message(1, 2, created: 765), 0, out _));
        Assert.Equal(MemoryVerdict.TooOld, Hold(memory, Message(1, 1, created: 755), 0, out var held));
        Assert.Null(held);
    }

    [Fact]
    public void A_clock_that_goes_backwards_should_not_shut_out_the_newest_message()
    {
        var memory = Memory();
        Hold(memory, Message(1, 1, created: 1_000), 0, out _);
        Assert.Equal(MemoryVerdict.New, Hold(memory, Message(1, 2, created: 0), 0, out _));
        Assert.Equal(MemoryVerdict.New, Hold(memory, Message(1, 3, created: long.MinValue / 1_000_000), 0, out _));
        Assert.Equal(MemoryVerdict.New, Hold(memory, Message(1, 4, created: long.MaxValue / 1_000_000), 0, out _));
    }

    [Fact]
    public void What_was_missing_for_the_retention_should_be_too_old_whatever_its_origin_says()
    {
        var memory = Memory();
        Hold(memory, Message(1, 1), 0, out _);
        Hold(memory, Message(1, 3), 1, out _);
        Hold(memory, Message(1, 4), 242, out _);
        Assert.Equal(MemoryVerdict.TooOld, Hold(memory, Message(1, 2), 243, out _));
    }

    [Fact]
    public void A_new_stream_should_be_refused_while_there_is_no_room_and_known_ones_should_not()
    {
        var memory = Memory(Small);
        for (var origin = 1; origin <= 5; origin++)
            Assert.Equal(MemoryVerdict.New, Hold(memory, Message(origin, 1), 10 * origin, out _));

        Assert.Equal(MemoryVerdict.NoRoom, Hold(memory, Message(6, 1), 60, out var held));
        Assert.Null(held);
        Assert.Equal(MemoryVerdict.New, Hold(memory, Message(5, 2), 60, out _));
        Assert.Equal(MemoryVerdict.NoRoom, Hold(memory, Message(6, 1), 249, out _));

        // The first has been silent for 240 s, and room is made.
        Assert.Equal(MemoryVerdict.New, Hold(memory, Message(6, 1), 251, out _));
        Assert.Equal(MemoryVerdict.Known, Hold(memory, Message(2, 1), 251, out _));
        Assert.Equal(5, memory.Streams);
    }

    [Fact]
    public void Streams_that_fell_silent_should_make_room_before_the_table_grows()
    {
        var memory = Memory();
        for (var i = 1; i <= 2_000; i++)
        {
            Hold(memory, Message(i, 1), i, out _);
            Assert.InRange(memory.Streams, 1, 700);
        }
    }

    [Fact]
    public void Gaps_beyond_the_limits_should_be_given_up_oldest_first_and_counted()
    {
        var memory = Memory(Small);
        for (var i = 1; i <= 11; i += 2)
            Hold(memory, Message(1, i), 0, out _);

        Assert.Equal((4, 1L), (memory.Gaps, _counters.GapsGivenUp));
        Assert.Equal(MemoryVerdict.TooOld, Hold(memory, Message(1, 2), 0, out _));
        Assert.Equal(MemoryVerdict.New, Hold(memory, Message(1, 4), 0, out _));
        Assert.Equal(3, memory.Gaps);

        for (var i = 1; i <= 9; i += 2)
            Hold(memory, Message(2, i), 0, out _);

        Assert.Equal((6, 2L), (memory.Gaps, _counters.GapsGivenUp));
    }

    [Fact]
    public void A_silent_stream_should_take_its_gaps_along()
    {
        var memory = Memory(Small);
        Hold(memory, Message(1, 1), 0, out _);
        Hold(memory, Message(1, 3), 0, out _);
        for (var origin = 2; origin <= 6; origin++)
            Hold(memory, Message(origin, 1), 300, out _);

        Assert.Equal((5, 0), (memory.Streams, memory.Gaps));
    }

    [Property(Replay = Fixed.Replay, MaxTest = 200, EndSize = 400)]
    public void Nothing_should_be_taken_twice_within_the_retention_and_nothing_should_outgrow_its_limit((byte Origin, byte Sequence, byte Pause)[] steps)
    {
        var memory = Memory(Small);
        var takenAt = new Dictionary<(int, int), int>();
        var seconds = 0;
        foreach (var (origin, sequence, pause) in steps)
        {
            seconds += pause % 8 == 0 ? pause : 0;
            var key = (1 + (origin % 9), 1 + (sequence % 60));
            var verdict = Hold(memory, Message(key.Item1, key.Item2, created: seconds), seconds, out var held);
            if (verdict == MemoryVerdict.New)
            {
                Assert.True(!takenAt.TryGetValue(key, out var before) || seconds - before >= 240, "Taken twice.");
                takenAt[key] = seconds;
            }

            Assert.Equal(verdict == MemoryVerdict.New || (verdict == MemoryVerdict.Known && memory.Find(held?.Id ?? default) is not null), held is not null);
            Assert.InRange(memory.Count, 0, 20);
            Assert.InRange(memory.Streams, 1, 5);
            Assert.InRange(memory.Gaps, 0, 6);
        }
    }

    [Property(Replay = Fixed.Replay, MaxTest = 100, EndSize = 300)]
    public void With_room_enough_every_message_should_be_taken_once_in_whatever_order(byte[] steps)
    {
        var memory = Memory();
        var taken = new HashSet<(int, int)>();
        foreach (var step in steps)
        {
            var key = (step % 3, 1 + (step / 3));
            var expected = taken.Add(key) ? MemoryVerdict.New : MemoryVerdict.Known;
            Assert.Equal(expected, Hold(memory, Message(key.Item1, key.Item2), 0, out _));
        }

        Assert.Equal(taken.Count, memory.Count);
    }

    [Fact]
    public void An_id_seen_before_should_be_told_without_allocation()
    {
        var memory = Memory();
        var ids = Enumerable.Range(1, 1_000).Select(i => Message(i % 7, i)).Select(envelope =>
        {
            Hold(memory, envelope, 0, out _);
            return envelope.Id;
        }).ToArray();
        FindAll(memory, ids);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = FindAll(memory, ids);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1_000, found);
    }

    [Fact]
    public void A_memory_of_nothing_should_weigh_next_to_nothing()
    {
        var memories = new MessageMemory[1_000];
        var counters = new PeerCounters();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < memories.Length; i++)
            memories[i] = new MessageMemory(Small) { Counters = counters };

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / memories.Length;
        Assert.InRange(each, 1, 250);
        GC.KeepAlive(memories);
    }

    [Fact]
    public void A_message_for_one_peer_should_not_be_held()
    {
        var body = new EnvelopeBody(Ids.Of(1), 1, EnvelopeBody.FirstDirectSequence, 0, "line", default, Ids.Of(2));
        Assert.Throws<ArgumentException>(() => Memory().TryHold(Envelope.Seal(body), body, At(0), out _));
    }

    [Fact]
    public void Settings_without_room_should_be_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Memory(Small with { Window = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Memory(Small with { Window = TimeSpan.FromSeconds(121) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Memory(Small with { MaxMessages = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Memory(Small with { MaxBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Memory(Small with { MaxStreams = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Memory(Small with { MaxStreamGaps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Memory(Small with { MaxGaps = 0 }));
    }

    private static int FindAll(MessageMemory memory, MessageId[] ids)
    {
        var found = 0;
        foreach (var id in ids)
            found += memory.Find(id) is null ? 0 : 1;

        return found;
    }

    private static MemoryVerdict Hold(MessageMemory memory, Envelope envelope, int seconds, out HeldMessage? held)
    {
        Assert.True(envelope.TryOpen(out var body));
        return memory.TryHold(envelope, body, At(seconds), out held);
    }

    private static Envelope Message(int origin, int sequence, long created = 0, int payloadBytes = 1)
    {
        var body = new EnvelopeBody(Ids.Of(origin), 1, (ulong)sequence, created * 1_000_000, "line", new byte[payloadBytes]);
        return Envelope.FromWire(Envelope.Seal(body).Bytes);
    }

    private static Instant At(int seconds) => new(seconds * 1_000_000L);

    private MessageMemory Memory(RepairSettings? settings = null) => new(settings ?? new RepairSettings()) { Counters = _counters };
}
