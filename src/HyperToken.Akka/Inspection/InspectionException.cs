namespace HyperToken.Inspection;

/// <summary>A question makes no sense. The message says why, and how to mend it.</summary>
public sealed class InspectionException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public InspectionException(string message)
        : base(message)
    {
    }
}
