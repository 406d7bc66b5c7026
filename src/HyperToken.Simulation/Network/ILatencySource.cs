namespace HyperToken.Simulation.Network;

/// <summary>A distribution of latencies, by the peers at both ends.</summary>
internal interface ILatencySource
{
    /// <summary>The shortest there is, in microseconds; at least 1,000.</summary>
    long MinMicros { get; }

    /// <summary>A latency in microseconds.</summary>
    /// <param name="sender">Index of the peer that sends.</param>
    /// <param name="receiver">Index of the peer that receives.</param>
    /// <param name="bits">64 random bits.</param>
    long Micros(int sender, int receiver, ulong bits);
}
