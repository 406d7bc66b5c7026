using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class ReceiveTimeoutTests : Spec
{
    [Fact]
    public void Silence_should_be_reported_again_and_again_until_the_timeout_is_taken_back()
    {
        var reports = 0;
        var actor = Spawn((message, context) =>
        {
            switch (message)
            {
                case ReceiveTimeout when ++reports == 3:
                    context.SetReceiveTimeout(null);
                    TestActor.Tell(reports);
                    break;
                case "start":
                    context.SetReceiveTimeout(TimeSpan.FromMilliseconds(30));
                    break;
            }
        });
        actor.Tell("start");

        ExpectMsg(3);
        ExpectNoMsg(Short);
        Assert.Equal(3, reports);
    }

    [Fact]
    public void Messages_should_start_the_wait_anew_unless_they_say_that_they_do_not_count()
    {
        var actor = Spawn((message, context) =>
        {
            if (message is "start") context.SetReceiveTimeout(TimeSpan.FromMilliseconds(400));
            else if (message is ReceiveTimeout) TestActor.Tell(message);
        });
        actor.Tell("start");

        var counting = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(40), actor, "counts", ActorRefs.NoSender);
        ExpectNoMsg(TimeSpan.FromMilliseconds(800));
        counting.Cancel();
        var notCounting = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(40), actor, new DoesNotCount(), ActorRefs.NoSender);
        ExpectMsg<ReceiveTimeout>();
        notCounting.Cancel();
    }

    [Fact]
    public void A_timeout_should_be_settable_before_the_first_message()
    {
        Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));

        ExpectMsg("nothing came");
    }

    private sealed class DoesNotCount : INotInfluenceReceiveTimeout;

    private sealed class Impatient(IActorRef probe) : UntypedActor
    {
        protected override void PreStart() => Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(30));

        protected override void OnReceive(object message)
        {
            if (message is ReceiveTimeout) probe.Tell("nothing came");
            Context.SetReceiveTimeout(null);
        }
    }
}
