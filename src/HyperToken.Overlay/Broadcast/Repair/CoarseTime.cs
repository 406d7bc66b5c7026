namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>An <see cref="Instant"/> in four bytes: steps of 65.536 ms, which come round after nine years.</summary>
/// <param name="Steps">Steps since the host's origin.</param>
internal readonly record struct CoarseTime(uint Steps)
{
    private const int StepBits = 16;

    public static CoarseTime Of(Instant instant) => new((uint)(instant.Micros >> StepBits));

    /// <summary>The time that has passed for certain from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static TimeSpan operator -(CoarseTime left, CoarseTime right)
    {
        var steps = left.Steps - right.Steps;
        return steps == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds((steps - 1L) << StepBits);
    }
}
