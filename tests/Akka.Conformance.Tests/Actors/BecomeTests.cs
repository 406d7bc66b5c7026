using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class BecomeTests : Spec
{
    [Fact]
    public void Become_should_change_what_happens_from_the_next_message_on()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        foreach (var message in new[] { "?", "angry", "?", "happy", "?" }) actor.Tell(message);

        Assert.Equal(["neutral", "angry", "happy"], ReceiveN(3));
    }

    [Fact]
    public void Become_should_replace_what_another_Become_has_set_but_never_the_actors_own_behaviour()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        foreach (var message in new[] { "angry", "happy", "?", "back", "?" }) actor.Tell(message);

        Assert.Equal(["happy", "neutral"], ReceiveN(2));
    }

    [Fact]
    public void BecomeStacked_should_keep_the_behaviours_below()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        foreach (var message in new[] { "sad for a while", "sad for a while", "?", "back", "?", "back", "?" }) actor.Tell(message);

        Assert.Equal(["sad", "sad", "neutral"], ReceiveN(3));
    }

    [Fact]
    public void Become_should_replace_only_the_behaviour_on_top()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        foreach (var message in new[] { "sad for a while", "angry", "?", "back", "?" }) actor.Tell(message);

        Assert.Equal(["angry", "neutral"], ReceiveN(2));
    }

    [Fact]
    public void The_last_behaviour_should_stay()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        foreach (var message in new[] { "back", "back", "?" }) actor.Tell(message);

        ExpectMsg("neutral");
    }

    [Fact]
    public void A_behaviour_chosen_in_the_constructor_should_handle_the_first_message()
    {
        Sys.ActorOf(Props.Create(() => new StartsElsewhere())).Tell("?");

        ExpectMsg("elsewhere");
    }

    private sealed class Moody : UntypedActor
    {
        protected override void OnReceive(object message) => Answer("neutral", message);

        private void Answer(string mood, object message)
        {
            switch (message)
            {
                case "?":
                    Sender.Tell(mood);
                    break;
                case "angry" or "happy":
                    Become(next => Answer((string)message, next));
                    break;
                case "sad for a while":
                    BecomeStacked(next => Answer("sad", next));
                    break;
                case "back":
                    UnbecomeStacked();
                    break;
            }
        }
    }

    private sealed class StartsElsewhere : UntypedActor
    {
        public StartsElsewhere() => Become(Elsewhere);

        protected override void OnReceive(object message) => Sender.Tell("here");

        private void Elsewhere(object message) => Sender.Tell("elsewhere");
    }
}
