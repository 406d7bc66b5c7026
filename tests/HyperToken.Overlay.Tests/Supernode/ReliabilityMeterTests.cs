using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class ReliabilityMeterTests
{
    private static readonly Instant Start = new(5_000_000_000);
    private readonly ReliabilityMeter _meter = new();

    [Fact]
    public void Nothing_measured_should_be_no_failure() => Assert.Equal(0, _meter.FailureRate(Start));

    [Fact]
    public void Successes_alone_should_be_no_failure()
    {
        Add(100, 0, Start);
        Assert.Equal(0, _meter.FailureRate(Start));
    }

    [Fact]
    public void One_failure_after_the_start_should_weigh_as_one_of_eleven()
    {
        _meter.Failed(Start);
        Assert.Equal(1 / 11.0, _meter.FailureRate(Start), 12);
    }

    [Fact]
    public void Many_outcomes_should_give_the_share_of_failures()
    {
        Add(7_500, 2_500, Start);
        Assert.InRange(_meter.FailureRate(Start), 0.249, 0.25);
    }

    [Fact]
    public void What_was_long_ago_should_count_less_than_what_is_now()
    {
        // A third is left after ten minutes.
        Add(0, 1_000, Start);
        Assert.InRange(_meter.FailureRate(Start), 0.98, 1);

        var later = Start + TimeSpan.FromMinutes(10);
        Add(1_000, 0, later);
        var kept = 1_000 / Math.E;
        Assert.Equal(kept / (kept + 1_000 + 10), _meter.FailureRate(later), 6);
    }

    [Fact]
    public void A_quiet_time_should_forgive()
    {
        Add(0, 1_000, Start);
        Assert.True(_meter.FailureRate(Start + TimeSpan.FromHours(1)) < 0.25);
        Assert.True(_meter.FailureRate(Start + TimeSpan.FromHours(2)) < 0.001);
        Assert.Equal(0, _meter.FailureRate(Start + TimeSpan.FromDays(10_000)));
    }

    [Fact]
    public void Looking_often_should_decay_no_more_than_looking_once()
    {
        var looked = new ReliabilityMeter();
        looked.Failed(Start);
        _meter.Failed(Start);
        for (var millis = 0; millis <= 100_000; millis += 300)
            looked.FailureRate(Start + TimeSpan.FromMilliseconds(millis));

        var end = Start + TimeSpan.FromSeconds(300);
        Assert.Equal(_meter.FailureRate(end), looked.FailureRate(end), 12);
    }

    [Fact]
    public void No_outcome_should_cost_memory()
    {
        Add(10, 10, Start);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            var now = Start + TimeSpan.FromSeconds(i);
            _meter.Succeeded(now);
            _meter.Failed(now);
            _meter.FailureRate(now);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Property(Replay = Fixed.Replay, MaxTest = 300, EndSize = 400)]
    public Property The_rate_should_stay_in_range_and_follow_each_outcome() => Prop.ForAll(Outcomes(), outcomes =>
    {
        var meter = new ReliabilityMeter();
        var now = Instant.Zero;
        foreach (var (failed, seconds) in outcomes)
        {
            now += TimeSpan.FromSeconds(seconds);
            var before = meter.FailureRate(now);
            if (failed)
                meter.Failed(now);
            else
                meter.Succeeded(now);

            var after = meter.FailureRate(now);
            Assert.InRange(after, 0, 1);
            Assert.True(failed ? after > before : after <= before);
        }
    });

    private static Arbitrary<(bool Failed, int Seconds)[]> Outcomes() =>
        (from failed in Gen.Elements(true, false)
         from seconds in Gen.Frequency((8, Gen.Choose(0, 5)), (1, Gen.Choose(0, 10_000)))
         select (failed, seconds)).ArrayOf().ToArbitrary();

    private void Add(int successes, int failures, Instant now)
    {
        for (var i = 0; i < successes; i++)
            _meter.Succeeded(now);
        for (var i = 0; i < failures; i++)
            _meter.Failed(now);
    }
}
