using Akka.Actor;
using HyperToken.Overlay.Peer;

namespace HyperToken.Links;

/// <summary>The part that closes links which nothing uses.</summary>
internal sealed partial class TransportActor : IWithTimers
{
    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(CloseIdle), CloseIdle.Instance, _settings.Link.IdleTimeout / 4);

    /// <summary>One that was dialled and has not been answered has a time limit of its own. References cost nothing, and stay.</summary>
    private void CloseUnused()
    {
        var links = _links.Values.OfType<StreamLink>().Where(link => !_pending.IsDialling(link)).Select(link => (link.Remote, link.LastUsed));
        foreach (var contact in IdleLinks.Due(links, _settings.Link.IdleTimeout, _clock.Now, _memory.Strategy, _memory.Role))
            CloseUnwanted(contact);
    }

    /// <summary>It is time to look for links that nothing uses.</summary>
    private sealed class CloseIdle
    {
        public static readonly CloseIdle Instance = new();
    }
}
