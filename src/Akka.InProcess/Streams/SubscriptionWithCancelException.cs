namespace Akka.Streams;

/// <summary>Why a stage no longer wants elements, where that is no failure.</summary>
public static class SubscriptionWithCancelException
{
    /// <summary>The base of the reasons.</summary>
    public abstract class NonFailureCancellation : Exception
    {
        private protected NonFailureCancellation()
        {
        }
    }

    /// <summary>The stage has had all the elements it needs.</summary>
    public sealed class NoMoreElementsNeeded : NonFailureCancellation
    {
        /// <summary>The one value.</summary>
        public static readonly NoMoreElementsNeeded Instance = new();

        private NoMoreElementsNeeded()
        {
        }
    }

    /// <summary>The stage has completed.</summary>
    public sealed class StageWasCompleted : NonFailureCancellation
    {
        /// <summary>The one value.</summary>
        public static readonly StageWasCompleted Instance = new();

        private StageWasCompleted()
        {
        }
    }
}
