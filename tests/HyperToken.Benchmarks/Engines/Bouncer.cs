using Akka.Actor;

namespace HyperToken.Benchmarks.Engines;

/// <summary>Sends balls to another, which sends them back, until all have been served and are home again.</summary>
internal sealed class Bouncer : UntypedActor
{
    private Serve? _game;
    private int _toServe;
    private int _toReturn;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Serve serve:
                _game = serve;
                _toServe = _toReturn = serve.Balls;
                for (var i = 0; i < serve.InFlight; i++)
                    Send(serve.Other);

                break;
            case Ball when _game is null:
                Sender.Tell(message, Self);
                break;
            case Ball:
                Returned(_game);
                break;
        }
    }

    private void Returned(Serve game)
    {
        _toReturn--;
        if (_toServe > 0)
            Send(game.Other);
        if (_toReturn == 0)
            game.Done.Signal();
    }

    private void Send(IActorRef other)
    {
        _toServe--;
        other.Tell(Ball.Instance, Self);
    }

    internal sealed record Serve(IActorRef Other, int Balls, int InFlight, Countdown Done);

    internal sealed class Ball
    {
        public static readonly Ball Instance = new();
    }
}
