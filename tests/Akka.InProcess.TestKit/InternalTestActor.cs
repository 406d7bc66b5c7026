using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A received message and its sender.</summary>
public sealed record MessageEnvelope(object Message, IActorRef Sender);

/// <summary>The actor behind <see cref="TestKitBase.TestActor"/>: puts all it gets into the kit's queue.</summary>
internal sealed class InternalTestActor(ChannelWriter<MessageEnvelope> queue) : UntypedActor
{
    private Func<object, bool>? _ignores;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SetIgnore set:
                _ignores = set.Ignores;
                break;
            case WatchRequest request:
                Context.Watch(request.Actor);
                Sender.Tell(request);
                break;
            case UnwatchRequest request:
                Context.Unwatch(request.Actor);
                Sender.Tell(request);
                break;
            default:
                if (_ignores?.Invoke(message) is not true) queue.TryWrite(new MessageEnvelope(message, Sender));
                break;
        }
    }

    internal sealed record SetIgnore(Func<object, bool>? Ignores);

    internal sealed record WatchRequest(IActorRef Actor);

    internal sealed record UnwatchRequest(IActorRef Actor);
}
