using System.Diagnostics;

namespace HyperToken.Simulation.Runs;

/// <summary>Tells how far the run is, a few times a second of real time.</summary>
internal sealed class ProgressMeter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly SimulationWorld _world;
    private readonly Stopwatch _clock;
    private readonly IProgress<SimulationProgress>? _progress;
    private TimeSpan _lastTime;
    private long _lastEvents;

    public ProgressMeter(SimulationWorld world, Stopwatch clock, IProgress<SimulationProgress>? progress)
    {
        _world = world;
        _clock = clock;
        _progress = progress;
    }

    public void Report(SimulationPhase phase, double? done)
    {
        if (_progress is null)
            return;

        var now = _clock.Elapsed;
        if (now - _lastTime < Interval)
            return;

        var events = _world.Events;
        var rate = (events - _lastEvents) / (now - _lastTime).TotalSeconds;
        (_lastTime, _lastEvents) = (now, events);
        _progress.Report(new SimulationProgress(phase, done, events, rate, now));
    }
}
