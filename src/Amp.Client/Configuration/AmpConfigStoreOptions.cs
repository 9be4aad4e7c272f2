namespace Amp.Client;

/// <summary>Settings of an <see cref="AmpConfigStore"/>.</summary>
public sealed class AmpConfigStoreOptions
{
    /// <summary>The file.</summary>
    /// <value>The default is <see cref="AmpConfigStore.DefaultPath"/>.</value>
    public string? Path { get; set; }

    /// <summary>How many earlier versions of the file to keep beside it.</summary>
    /// <value>From 0 to 1000. The default is 10.</value>
    public int Backups { get; set; } = 10;

    /// <summary>How long to wait for another process that is writing.</summary>
    /// <value>From zero to a minute. The default is 10 seconds.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the file must have been left alone before its change is announced, so that many changes at once are one.</summary>
    /// <value>From zero to a minute. The default is 250 milliseconds.</value>
    public TimeSpan ChangeDelay { get; set; } = TimeSpan.FromMilliseconds(250);
}
