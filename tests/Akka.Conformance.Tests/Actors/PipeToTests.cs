using Akka.Actor;
using Xunit;

namespace Akka.Conformance.Tests.Actors;

public sealed class PipeToTests : Spec
{
    private readonly TaskCompletionSource<int> _source = new();

    [Fact]
    public void A_result_should_be_sent()
    {
        _source.Task.PipeTo(TestActor);
        _source.SetResult(7);

        ExpectMsg(7);
    }

    [Fact]
    public void A_result_should_be_sent_as_what_is_made_of_it_and_from_whom_it_is_said()
    {
        var sender = SpawnEcho();
        _source.Task.PipeTo(TestActor, sender, success: result => $"got {result}");
        _source.SetResult(7);

        ExpectMsgFrom(sender, "got 7");
    }

    [Fact]
    public void A_failure_should_be_sent_as_a_status()
    {
        _source.Task.PipeTo(TestActor);
        _source.SetException(new FormatException("no"));

        ExpectMsg<Status.Failure>(failure => failure.Cause is FormatException);
    }

    [Fact]
    public void A_failure_should_be_sent_as_what_is_made_of_it()
    {
        _source.Task.PipeTo(TestActor, failure: e => e.Message);
        _source.SetException(new FormatException("no"));

        ExpectMsg("no");
    }

    [Fact]
    public void A_cancellation_should_be_a_failure()
    {
        _source.Task.PipeTo(TestActor);
        _source.SetCanceled();

        ExpectMsg<Status.Failure>(failure => failure.Cause is OperationCanceledException);
    }

    [Fact]
    public void A_task_without_a_result_should_send_only_what_is_made_for_it()
    {
        Task task = _source.Task;
        task.PipeTo(TestActor);
        task.PipeTo(TestActor, success: () => "done");
        _source.SetResult(7);

        ExpectMsg("done");
        ExpectNoMsg(Short);
    }

    [Fact]
    public void An_actor_should_be_able_to_pipe_to_itself()
    {
        var actor = Spawn((message, context) =>
        {
            if (message is "start") _source.Task.PipeTo(context.Self, context.Sender, success: result => $"got {result}");
            else context.Sender.Tell(message);
        });
        actor.Tell("start");
        _source.SetResult(7);

        ExpectMsg("got 7");
    }
}
