namespace Akka.Actor;

public interface IExtension;

public interface IExtensionId
{
    object CreateExtension(ExtendedActorSystem system);
    Type ExtensionType { get; }
}

public abstract class ExtensionIdProvider<T> : IExtensionId where T : IExtension
{
    public Type ExtensionType => typeof(T);
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);
    public abstract T CreateExtension(ExtendedActorSystem system);
    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);
}

public static class ActorSystemWithExtensions
{
    public static T WithExtension<T, TI>(this ActorSystem system) where T : class, IExtension where TI : IExtensionId =>
        system.GetExtension<T>() ?? (T)system.RegisterExtension(Activator.CreateInstance<TI>());
}
