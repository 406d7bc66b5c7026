namespace Akka.Actor;

/// <summary>Absolute paths only, without wildcards.</summary>
public class ActorSelection : ICanTell
{
    private readonly string[] _elements;

    internal ActorSelection(ActorSystem system, string path)
    {
        var address = system.RootPath.Name + "/";
        if (path.StartsWith(address, StringComparison.Ordinal)) path = path[(address.Length - 1)..];
        System = system;
        _elements = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    internal ActorSystem System { get; }
    public void Tell(object message, IActorRef? sender = null) => Target().Tell(message, sender ?? ActorCell.Current?.Self);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout).ConfigureAwait(false);
            return identity.Subject.IsNobody() ? throw new ActorNotFoundException("subject was null") : identity.Subject!;
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    private ActorRefBase Target()
    {
        var path = System.RootPath;
        ActorRefBase? at = System.Root;
        foreach (var element in _elements)
        {
            path /= element;
            at = at is ActorCell cell ? cell.FindChild(element) : at is null ? null : System.FindGuardian(element);
        }

        return at ?? new DeadLetterActorRef(System, path);
    }
}
