using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class LookupComponentTests
{
    private const uint Number = 7;
    private static readonly PeerId Self = Ids.Of(1000);
    private static readonly PeerId Target = Ids.Zero;
    private static readonly KademliaSettings Settings = new(K: 4);
    private readonly RecordingOutput _output = new();

    [Fact]
    public void A_lookup_without_seeds_should_report_at_once()
    {
        var lookup = Start();
        Assert.True(lookup.IsCompleted);
        Assert.Empty(Assert.Single(_output.Take<LookupCompleted>()).Result.Closest);
        Assert.Equal(Instant.Never, lookup.NextDeadline);
    }

    [Fact]
    public void Its_queries_should_carry_its_number_and_ask_for_as_many_contacts_as_wanted()
    {
        var lookup = Start(1, 2, 3);
        var asked = _output.TakeSent<FindNodeFrame>();
        Assert.Equal([Ids.At(1), Ids.At(2)], asked.Select(sent => sent.To.Id));
        Assert.All(asked, sent =>
        {
            Assert.Equal(Number, LookupComponent.NumberOf(sent.Frame.Request));
            Assert.Equal((Target, 20), (sent.Frame.Target, sent.Frame.Count));
        });
        Assert.Equal(Instant.Zero + Settings.QueryTimeout, lookup.NextDeadline);
    }

    [Fact]
    public void An_answer_should_measure_and_lead_on()
    {
        var lookup = Start(10);
        _output.Sent.Clear();
        lookup.Handle(Answer(10, 5), Millis(30), _output);
        Assert.Equal(new RoundTripMeasured(Ids.At(10), TimeSpan.FromMilliseconds(30)), Assert.Single(_output.Take<RoundTripMeasured>()));
        Assert.Equal(Ids.At(5), Assert.Single(_output.TakeSent<FindNodeFrame>()).To.Id);

        lookup.Handle(Answer(5), Millis(60), _output);
        var completed = Assert.Single(_output.Take<LookupCompleted>());
        Assert.Equal((Number, LookupPurpose.Application), (completed.Number, completed.Purpose));
        Assert.Equal([Ids.At(5), Ids.At(10)], completed.Result.Closest.Select(contact => contact.Id));
    }

    [Fact]
    public void Answers_of_other_lookups_and_of_strangers_should_change_nothing()
    {
        var lookup = Start(10);
        _output.Sent.Clear();
        lookup.Handle(Answer(10, 5) with { Request = Number + 1 }, Millis(1), _output);
        lookup.Handle(Answer(77, 5), Millis(1), _output);
        Assert.Empty(_output.Sent);
        Assert.Empty(_output.Signals);
        Assert.False(lookup.IsCompleted);
    }

    [Fact]
    public void Who_cannot_be_reached_should_be_replaced()
    {
        var lookup = Start(1, 2, 3, 4);
        _output.Sent.Clear();
        lookup.Handle(new SendFailed(At(1), new FindNodeFrame(Number, Target, 4)), Millis(1), _output);
        Assert.Equal(Ids.At(3), Assert.Single(_output.TakeSent<FindNodeFrame>()).To.Id);
        lookup.Handle(new LinkClosed(At(2), Lost: true), Millis(2), _output);
        Assert.Equal(Ids.At(4), Assert.Single(_output.TakeSent<FindNodeFrame>()).To.Id);
        lookup.Handle(new SendFailed(At(77), null), Millis(3), _output);
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void Silence_should_be_reported_as_failure_when_given_up()
    {
        var lookup = Start(10);
        lookup.Advance(Instant.Zero + Settings.QueryTimeout, _output);
        Assert.Empty(_output.Signals);
        lookup.Advance(Instant.Zero + Settings.QueryGiveUp, _output);
        var failed = Assert.Single(_output.Take<ContactFailed>());
        Assert.Equal((Ids.At(10), false), (failed.Contact.Id, failed.Refused));
        Assert.Equal(1, Assert.Single(_output.Take<LookupCompleted>()).Result.Failures);
    }

    [Fact]
    public void A_completed_lookup_should_say_nothing_more()
    {
        var lookup = Start(10);
        lookup.Handle(Answer(10), Millis(1), _output);
        Assert.True(lookup.IsCompleted);
        _output.Signals.Clear();
        _output.Sent.Clear();

        lookup.Handle(Answer(10, 5), Millis(2), _output);
        lookup.Handle(new SendFailed(At(10), null), Millis(2), _output);
        lookup.Advance(Millis(9999), _output);
        Assert.Empty(_output.Signals);
        Assert.Empty(_output.Sent);
    }

    private static Contact At(int distance) => new(Ids.At(distance));

    private static Instant Millis(int millis) => new(millis * 1000L);

    private static QueryAnswered Answer(int from, params int[] contacts) => new(At(from), Number, contacts.Select(At).ToList());

    private LookupComponent Start(params int[] seeds)
    {
        var request = new LookupRequested(Number, LookupPurpose.Application, Target, 4, 2, 20, seeds.Select(At).ToList());
        var lookup = new LookupComponent(Self, request, Settings);
        lookup.Start(Instant.Zero, _output);
        return lookup;
    }
}
