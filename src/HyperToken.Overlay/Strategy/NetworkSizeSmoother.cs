using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Strategy;

/// <summary>
/// Makes one steady number of many estimates of the network's size (<see cref="NetworkSize.Estimate"/>): their mean at first,
/// then a mean in which each counts a tenth, both geometric, since an estimate is off by a factor. Independent errors of 23 %
/// become 5 % so, and a network that doubles at once is seen to have grown by half after nine samples.
/// </summary>
internal sealed class NetworkSizeSmoother
{
    private const double SettledWeight = 0.1;

    /// <summary>Six standard errors of one estimate: no bad luck explains it.</summary>
    private const double Far = 4;

    private double _weight = 1;
    private bool _wasExact;

    /// <summary>The smoothed number of peers, 1 or more; 1 before the first sample.</summary>
    public double Size { get; private set; } = 1;

    /// <summary>Takes a sample.</summary>
    /// <param name="sample">The number of peers, this one included; less than 1 counts as 1.</param>
    /// <param name="isExact">Whether it was counted in a complete table, not estimated.</param>
    public void Add(int sample, bool isExact)
    {
        double size = Math.Max(1, sample);
        if (isExact)
            Count(size);
        else
            Estimate(size);

        _wasExact = isExact;
    }

    /// <summary>
    /// Contacts enter a table when they have answered: that there are more is certain at once. They leave it when they were
    /// silent for a while, and may come back: that there are fewer is believed slowly.
    /// </summary>
    private void Count(double size)
    {
        if (size >= Size)
            Size = size;
        else
            Move(size, _weight);

        _weight = SettledWeight;
    }

    private void Estimate(double size)
    {
        // A table that was complete with a few, and shows far more or fewer when it is not: the peer has just joined a network.
        if (_wasExact && (size > Far * Size || Size > Far * size))
            _weight = 1;

        Move(size, _weight);
        _weight = Math.Max(SettledWeight, _weight / (1 + _weight));
    }

    private void Move(double size, double weight) => Size = weight == 1 ? size : Size * Math.Pow(size / Size, weight);
}
