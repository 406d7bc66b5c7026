using System.Diagnostics.CodeAnalysis;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>When which region has waited long enough. A region served meanwhile is dropped when its time comes up.</summary>
internal sealed class RegionTimers
{
    private PriorityQueue<RegionTask, long>? _byDeadline;

    public Instant NextDeadline
    {
        get
        {
            DropSettled();
            return _byDeadline is not null && _byDeadline.TryPeek(out _, out var micros) ? new Instant(micros) : Instant.Never;
        }
    }

    /// <summary>Waits for a region until a time; what it waited for before counts no longer.</summary>
    public void Set(RegionTask task, Instant deadline)
    {
        task.Deadline = deadline;
        (_byDeadline ??= new PriorityQueue<RegionTask, long>()).Enqueue(task, deadline.Micros);
    }

    /// <summary>The next region whose time is up.</summary>
    public bool TryTake(Instant now, [NotNullWhen(true)] out RegionTask? task)
    {
        DropSettled();
        task = null;
        if (_byDeadline is null || !_byDeadline.TryPeek(out _, out var micros) || micros > now.Micros)
            return false;

        task = _byDeadline.Dequeue();
        return true;
    }

    private void DropSettled()
    {
        while (_byDeadline is not null
               && _byDeadline.TryPeek(out var task, out var micros)
               && (!task.IsOpen || task.Deadline.Micros != micros))
            _byDeadline.Dequeue();
    }
}
