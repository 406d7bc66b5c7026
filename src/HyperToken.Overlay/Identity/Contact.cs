using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Identity;

/// <summary>
/// What one peer knows of another: who it is, where it listens, what it can route. Immutable, so that a table entry, a
/// lookup and a thousand simulated peers share one object.
/// </summary>
public sealed class Contact
{
    /// <summary>The address of a peer inside the same process; the id alone finds it.</summary>
    public const string InProcessAddress = "inprocess:";

    /// <summary>The longest address a contact may carry, in characters.</summary>
    public const int MaxAddressLength = 256;

    /// <summary>Describes a peer.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="address">Where it accepts links: <see cref="InProcessAddress"/> or a URL, 1 to 256 characters.</param>
    /// <param name="mode">Whether others may rely on it.</param>
    /// <param name="plans">The broadcast plans it can route.</param>
    /// <param name="sequence">Grows with every change of the record; of two records the higher one holds.</param>
    /// <exception cref="ArgumentException">The address is empty or too long.</exception>
    public Contact(
        PeerId id,
        string address = InProcessAddress,
        ContactMode mode = ContactMode.Server,
        PlanSet plans = PlanSet.All,
        ulong sequence = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        if (address.Length > MaxAddressLength)
            throw new ArgumentException($"An address has at most {MaxAddressLength} characters, not {address.Length}.", nameof(address));

        Id = id;
        Address = address;
        Mode = mode;
        Plans = plans;
        Sequence = sequence;
    }

    /// <summary>The peer's id.</summary>
    public PeerId Id { get; }

    /// <summary>Where the peer accepts links.</summary>
    public string Address { get; }

    /// <summary>Whether others may rely on the peer.</summary>
    public ContactMode Mode { get; }

    /// <summary>The broadcast plans the peer can route.</summary>
    public PlanSet Plans { get; }

    /// <summary>The record's version; of two records of one peer the higher one holds.</summary>
    public ulong Sequence { get; }

    /// <summary>The next version of the record, with another mode.</summary>
    internal Contact In(ContactMode mode) => new(Id, Address, mode, Plans, Sequence + 1);

    /// <inheritdoc />
    public override string ToString() => $"{Id.ShortId}@{Address}";
}
