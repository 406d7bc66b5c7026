using System.Diagnostics;
using System.Runtime.ExceptionServices;
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
        try
        {
            if (_workers.Length == 1)
                RunAlone(isOver);
            else
                RunTogether(isOver);
        }
        finally
        {
            _clock.Stop();
        }
    }

    private static InvalidOperationException Defect(Exception thrown) =>
        new("A peer failed; this is a defect of the protocol or the simulator.", thrown);

    private void RunAlone(Func<bool> isOver)
    {
        do
        {
            Prepare();
            try
            {
                _workers[0].Process();
            }
            catch (Exception defect)
            {
                throw Defect(defect);
            }

            _window++;
        }
        while (!isOver());
    }

    private void RunTogether(Func<bool> isOver)
    {
        var isDone = false;
        Exception? defect = null;
        ExceptionDispatchInfo? interruption = null;
        Prepare();
        using var barrier = new Barrier(_workers.Length, _ =>
        {
            _window++;
            isDone = defect is not null || IsOver();
            if (!isDone)
                Prepare();
        });

        var threads = _workers.Skip(1).Select(worker => new Thread(() => Work(worker)) { IsBackground = true, Name = "simulation" }).ToArray();
        foreach (var thread in threads)
            thread.Start();

        Work(_workers[0]);
        foreach (var thread in threads)
            thread.Join();

        interruption?.Throw();
        if (defect is not null)
            throw Defect(defect);

        // The run looks and reports from whichever thread came last; what it throws belongs to the caller's.
        bool IsOver()
        {
            try
            {
                return isOver();
            }
            catch (Exception thrown)
            {
                interruption = ExceptionDispatchInfo.Capture(thrown);
                return true;
            }
        }

        void Work(Worker worker)
        {
            while (!Volatile.Read(ref isDone))
            {
                try
                {
                    worker.Process();
                }
                catch (Exception thrown)
                {
                    Interlocked.CompareExchange(ref defect, thrown, null);
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
