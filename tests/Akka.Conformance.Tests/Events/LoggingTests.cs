using Akka.Actor;
using Akka.Event;
using Xunit;

namespace Akka.Conformance.Tests.Events;

public sealed class LoggingTests() : Spec("akka.loglevel = INFO")
{
    [Fact]
    public void A_template_should_be_filled_with_its_arguments()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Info));
        Sys.Log.Info("{0} of {1}", 3, "four");

        ExpectMsg<Info>(info => info.Message.ToString() == "3 of four" && info.LogLevel() == LogLevel.InfoLevel);
    }

    [Fact]
    public void A_text_without_arguments_should_be_taken_as_it_is()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Info));
        Sys.Log.Info("a { brace");

        ExpectMsg<Info>(info => info.Message.ToString() == "a { brace");
    }

    [Fact]
    public void Each_level_should_be_an_event_of_its_own_with_the_exception_if_there_is_one()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        var cause = new FormatException("no");
        Sys.Log.Info(cause, "info");
        Sys.Log.Warning(cause, "warning {0}", 1);
        Sys.Log.Error(cause, "error {0} {1}", 1, 2);
        Sys.Log.Error("error alone");

        ExpectMsg<Info>(e => e.Cause == cause && e.ToString().Contains("info"));
        ExpectMsg<Warning>(e => e.Cause == cause && e.Message.ToString() == "warning 1");
        ExpectMsg<Error>(e => e.Cause == cause && e.Message.ToString() == "error 1 2");
        ExpectMsg<Error>(e => e.Cause is null && e.Message.ToString() == "error alone");
    }

    [Fact]
    public void Levels_below_the_configured_one_should_be_silent()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        var log = Logging.GetLogger(Sys, "my module");
        Assert.False(log.IsDebugEnabled);
        Assert.True(log.IsEnabled(LogLevel.InfoLevel) && log.IsEnabled(LogLevel.ErrorLevel));
        log.Debug("not {0}", "this");
        log.Info("this");

        ExpectMsg<Info>();
    }

    [Fact]
    public void An_actors_logger_should_name_the_actor()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Info));
        var actor = Spawn((message, context) => context.GetLogger().Info("{0}", message), "talker");
        actor.Tell("hello");

        ExpectMsg<Info>(info => info.LogSource.StartsWith("akka://test/user/talker") && info.LogClass == typeof(Handler));
    }

    [Fact]
    public void A_failure_should_be_logged_as_an_error_with_the_path_of_the_failed_actor()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var failure = new InvalidOperationException("boom");
        Spawn((_, _) => throw failure, "failing").Tell("fail");

        ExpectMsg<Error>(error => error.Cause == failure && error.LogSource == "akka://test/user/failing" && Equals(error.Message, "boom"));
    }

    [Fact]
    public void A_failure_that_is_resumed_should_be_a_warning()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Sys.ActorOf(Supervisor.OneForOne(Directive.Resume)).Tell(Handler.Props((_, _) => throw new InvalidOperationException("boom")));
        ExpectMsg<IActorRef>().Tell("fail");

        ExpectMsg<Warning>(warning => Equals(warning.Message, "boom"));
    }

    [Fact]
    public void A_strategy_should_be_able_to_keep_silent()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var strategy = new OneForOneStrategy(-1, -1, _ => Directive.Restart, loggingEnabled: false);
        Sys.ActorOf(Supervisor.Props(strategy)).Tell(Handler.Props((message, context) => _ = message is "fail" ? throw new FormatException() : Tell(context, message)));
        var child = ExpectMsg<IActorRef>();
        child.Tell("fail");
        child.Tell("fence");

        ExpectMsg("fence");
    }

    [Fact]
    public void Sources_should_be_named_after_texts_and_types()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Info));
        Logging.GetLogger(Sys, "my module").Info("one");
        Logging.GetLogger(Sys, typeof(LoggingTests)).Info("two");
        Logging.GetLogger(Sys, this).Info("three");

        Assert.Equal(["my module", "LoggingTests", "LoggingTests"], ReceiveN(3).Cast<Info>().Select(info => info.LogSource.Split(" (")[0]));
    }

    [Theory]
    [InlineData("DEBUG", LogLevel.DebugLevel)]
    [InlineData("info", LogLevel.InfoLevel)]
    [InlineData("Warning", LogLevel.WarningLevel)]
    [InlineData("ERROR", LogLevel.ErrorLevel)]
    public void Levels_should_be_known_by_name(string name, LogLevel level) => Assert.Equal(level, Logging.LogLevelFor(name));

    private static int Tell(IActorContext context, object message)
    {
        context.Sender.Tell(message);
        return 0;
    }
}
