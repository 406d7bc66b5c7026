using System.Diagnostics;
using HyperToken.Overlay;

namespace HyperToken.Simulation.Engine;

/// <summary>
/// Drives the workers through virtual time in steps of one window. No frame arrives in the window it was sent in, so within one
/// the workers need nothing of each other; between two they rest, and the run looks at what they did.
/// </summary>
internal sealed class EventLoop
{
    private readonly Worker[] _workers;
    private readonly long _windowMicros;
    private readonly Stopwatch _clock = new();
    private long _window;

    /// <summary>Makes a loop at the start of time.</summary>
    public EventLoop(Worker[] workers, long windowMicros)
    {
        _workers = workers;
        _windowMicros = windowMicros;
    }

    /// <summary>The begin of the next window: what is ordered now happens then or later.</summary>
    public Instant Now => new(_window * _windowMicros);

    /// <summary>Real time spent processing events.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Begins later than at the start of time. Only before anything is ordered.</summary>
    public void StartAt(Instant time) => _window = (time.Micros + _windowMicros - 1) / _windowMicros;

    /// <summary>Runs window after window until the condition, asked between two windows, holds.</summary>
    public void RunUntil(Func<bool> isOver)
    {
        if (isOver())
            return;

        _clock.Start();
        if (_workers.Length == 1)
            RunAlone(isOver);
        else
            RunTogether(isOver);

        _clock.Stop();
    }

    private void RunAlone(Func<bool> isOver)
    {
        do
        {
            Prepare();
            _workers[0].Process();
            _window++;
        }
        while (!isOver());
    }

    private void RunTogether(Func<bool> isOver)
    {
        var isDone = false;
        Exception? failure = null;
        Prepare();
        using var barrier = new Barrier(_workers.Length, _ =>
        {
            _window++;
            isDone = failure is not null || isOver();
            if (!isDone)
                Prepare();
        });

        var threads = _workers.Skip(1).Select(worker => new Thread(() => Work(worker)) { IsBackground = true, Name = "simulation" }).ToArray();
        foreach (var thread in threads)
            thread.Start();

        Work(_workers[0]);
        foreach (var thread in threads)
            thread.Join();

        if (failure is not null)
            throw new InvalidOperationException("A peer failed; this is a defect of the protocol or the simulator.", failure);

        void Work(Worker worker)
        {
            while (!Volatile.Read(ref isDone))
            {
                try
                {
                    worker.Process();
                }
                catch (Exception defect)
                {
                    Interlocked.CompareExchange(ref failure, defect, null);
                }

                barrier.SignalAndWait();
            }
        }
    }

    private void Prepare()
    {
        for (var i = 0; i < _workers.Length; i++)
            _workers[i].Prepare(_window, _workers, i);
    }
}
