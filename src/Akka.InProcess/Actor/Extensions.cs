using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>Something of which a system has at most one.</summary>
public interface IExtension;

/// <summary>Names an extension and makes it.</summary>
public interface IExtensionId
{
    /// <summary>Makes the extension if need be and returns it.</summary>
    object Apply(ActorSystem system);
    /// <summary>Returns the extension if there is one.</summary>
    object Get(ActorSystem system);
    /// <summary>Makes the extension; called once per system.</summary>
    object CreateExtension(ExtendedActorSystem system);
    /// <summary>The extension's type.</summary>
    Type ExtensionType { get; }
}

/// <summary>Names an extension and makes it.</summary>
[SuppressMessage("Naming", "CA1715", Justification = "Akka.NET's name.")]
public interface IExtensionId<out T> : IExtensionId where T : IExtension
{
    /// <inheritdoc cref="IExtensionId.Apply"/>
    new T Apply(ActorSystem system);
    /// <inheritdoc cref="IExtensionId.Get"/>
    new T Get(ActorSystem system);
    /// <inheritdoc cref="IExtensionId.CreateExtension"/>
    new T CreateExtension(ExtendedActorSystem system);
}

/// <summary>The base of extension ids.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T> where T : IExtension
{
    /// <inheritdoc/>
    public Type ExtensionType => typeof(T);
    /// <inheritdoc/>
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);
    /// <inheritdoc/>
    public T Get(ActorSystem system) => (T)system.GetExtension(this);
    /// <inheritdoc/>
    public abstract T CreateExtension(ExtendedActorSystem system);
    object IExtensionId.Apply(ActorSystem system) => Apply(system);
    object IExtensionId.Get(ActorSystem system) => Get(system);
    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);
    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is T;
    /// <inheritdoc/>
    public override int GetHashCode() => typeof(T).GetHashCode();
}

/// <summary>Getting extensions.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The extension, if there is one.</summary>
    public static T WithExtension<T>(this ActorSystem system) where T : class, IExtension => system.GetExtension<T>();

    /// <summary>The extension, made if need be.</summary>
    public static T WithExtension<T>(this ActorSystem system, Type extensionId) where T : class, IExtension =>
        system.GetExtension<T>() ?? (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId)!);

    /// <summary>The extension, made if need be.</summary>
    public static T WithExtension<T, TI>(this ActorSystem system) where T : class, IExtension where TI : IExtensionId =>
        system.WithExtension<T>(typeof(TI));
}
