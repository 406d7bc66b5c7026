namespace Akka.Actor;

public class ActorSelection : ICanTell
{
    private readonly ActorCell? _anchor;
    private readonly string[] _elements;

    private ActorSelection(ActorSystem system, ActorCell? anchor, string[] elements)
    {
        System = system;
        _anchor = anchor;
        _elements = elements;
    }

    public string PathString => "/" + string.Join('/', _elements);
    internal ActorSystem System { get; }
    public void Tell(object message, IActorRef? sender = null) => Target().Tell(message, sender ?? ActorCell.Current?.Self);
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject.IsNobody() ? throw new ActorNotFoundException("subject was null") : identity.Subject!;
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    /// <summary>A selection; null as the anchor stands for the root.</summary>
    internal static ActorSelection Of(ActorSystem system, ActorCell? anchor, string path)
    {
        var address = system.RootPath.Name + "/";
        if (path.StartsWith(address, StringComparison.Ordinal)) path = path[(address.Length - 1)..];
        return new ActorSelection(system, path.StartsWith('/') ? null : anchor, path.Split('/', StringSplitOptions.RemoveEmptyEntries));
    }

    private ActorRefBase Target()
    {
        var path = _anchor?.Path ?? System.RootPath;
        ActorRefBase? at = _anchor is null ? System.Root : _anchor;
        foreach (var element in _elements)
        {
            path = element == ".." ? path.Parent : path / element;
            at = element == ".." ? (at as ActorCell)?.Parent ?? at : at is ActorCell cell ? cell.FindChild(element) : at is null ? null : System.FindGuardian(element);
        }

        return at ?? new DeadLetterActorRef(System, path);
    }
}
