using System.Diagnostics;
using HyperToken.Overlay;

namespace HyperToken.Peers;

/// <summary>The one place that reads a clock: monotonic microseconds since the actor system's extension started.</summary>
internal sealed class PeerClock
{
    private readonly long _origin = Stopwatch.GetTimestamp();

    public Instant Now => new(Stopwatch.GetElapsedTime(_origin).Ticks / TimeSpan.TicksPerMicrosecond);
}
