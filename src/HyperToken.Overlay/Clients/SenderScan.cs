namespace HyperToken.Overlay.Clients;

/// <summary>Finds where a message takes its sender's id, and the further keys for it that have to go.</summary>
internal struct SenderScan
{
    private bool _isFound;

    /// <summary>Where the id goes.</summary>
    public SenderSlot Slot { get; private set; }

    /// <summary>Parts to be left out, in their order, all behind the slot; null where there are none.</summary>
    public List<(int Start, int End)>? Surplus { get; private set; }

    /// <summary>The client sent the key.</summary>
    /// <param name="start">Where its value begins.</param>
    /// <param name="end">Where its value ends.</param>
    /// <param name="last">Where what is before the key ends.</param>
    public void Found(int start, int end, int last)
    {
        if (_isFound)
        {
            (Surplus ??= []).Add((last, end));
            return;
        }

        _isFound = true;
        Slot = new SenderSlot(start, end, SenderSlotKind.Value);
    }

    /// <summary>All keys are read.</summary>
    /// <param name="otherwise">Where the id goes if the client did not send the key.</param>
    public void End(SenderSlot otherwise)
    {
        if (!_isFound)
            Slot = otherwise;
    }
}
