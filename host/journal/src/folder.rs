//! The folder of a run as a place to write: where the file is, who holds it, and whether it lies on this machine.
//!
//! The lock is on the folder itself and not on the database: a program that opens and closes an SQLite file beside SQLite
//! drops SQLite's own locks on it (POSIX), and a lock file of our own would be one more file to leave behind. The kernel
//! releases it when the process ends, however it ends.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The journal's name within the folder of its run.
pub const FILE_NAME: &str = "journal.sqlite";

/// The sole right to write in a folder, for as long as this lives.
#[derive(Debug)]
pub(crate) struct FolderLock {
    /// Held and never read: closing it ends the lock.
    _folder: File,
}

impl FolderLock {
    /// Takes the folder, or says who has it.
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        let handle = File::open(folder).map_err(Error::io(folder, "open the run's folder"))?;
        match handle.try_lock() {
            Ok(()) => Ok(Self { _folder: handle }),
            Err(TryLockError::WouldBlock) => Err(Error::Held { folder: folder.to_owned() }),
            Err(TryLockError::Error(source)) => Err(Error::io(folder, "lock the run's folder")(source)),
        }
    }
}

/// Refuses a folder on a network file system, by the kernel's list of mounts.
///
/// That list tells `fuse.sshfs` from a local FUSE file system, which the number that `statfs` gives does not.
/// Where there is no such list (not Linux, or no `/proc`), nothing is refused.
pub(crate) fn refuse_network(folder: &Path) -> Result<()> {
    let absolute = folder.canonicalize().map_err(Error::io(folder, "find the run's folder"))?;
    let Ok(mounts) = std::fs::read("/proc/self/mountinfo") else { return Ok(()) };
    match mount_of(&mounts, &absolute) {
        Some((mount, kind)) if is_network(&kind) => {
            Err(Error::NetworkFileSystem { folder: folder.to_owned(), kind, mount })
        }
        _ => Ok(()),
    }
}

/// The mount that `folder` (absolute, without links) lies on, and the type of its file system.
///
/// Reads lines of `/proc/self/mountinfo` (proc(5)): the fifth field is the mount point, the first after " - " the type.
/// Of mounts at one point the last is the one that is seen.
fn mount_of(mountinfo: &[u8], folder: &Path) -> Option<(PathBuf, String)> {
    mountinfo
        .split(|byte| *byte == b'\n')
        .filter_map(|line| {
            let mut fields = line.split(|byte| *byte == b' ');
            let point = PathBuf::from(OsString::from_vec(unescape(fields.nth(4)?)));
            let kind = fields.skip_while(|field| *field != b"-").nth(1)?;
            folder.starts_with(&point).then(|| (point, String::from_utf8_lossy(kind).into_owned()))
        })
        .max_by_key(|(point, _)| point.components().count())
}

/// Undoes the kernel's octal escapes: `\040` is a space.
fn unescape(field: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field;
    while let [first, tail @ ..] = rest {
        let escaped = match rest {
            [b'\\', a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ..] => {
                Some((a - b'0') * 64 + (b - b'0') * 8 + (c - b'0'))
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &rest[4..] } else { tail };
    }
    bytes
}

/// Whether files of this type live on another machine, or behind a protocol that pretends so.
fn is_network(kind: &str) -> bool {
    const KINDS: &[&str] = &[
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "pvfs2",
        "smb2",
        "smb3",
        "smbfs",
        "wekafs",
    ];
    const FUSE: &[&str] = &[
        "blobfuse2",
        "ceph",
        "curlftpfs",
        "davfs2",
        "gcsfuse",
        "gfarm2fs",
        "glusterfs",
        "goofys",
        "juicefs",
        "mount-s3",
        "rclone",
        "s3fs",
        "smbnetfs",
        "sshfs",
    ];
    match kind.strip_prefix("fuse.") {
        Some(program) => FUSE.contains(&program),
        None => KINDS.contains(&kind),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const MOUNTS: &[u8] = b"\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /home rw,relatime - autofs systemd-1 rw
31 30 0:41 / /home rw,relatime shared:5 master:2 - nfs4 server:/home rw,vers=4.2
32 31 254:9 / /home/me/scratch rw - xfs /dev/vdb rw
33 22 0:50 / /mnt/my\\040share rw - cifs //server/share rw
34 22 0:51 / /mnt/ssh rw - fuse.sshfs me@server:/ rw
35 22 0:52 / /mnt/sealed rw - fuse.gocryptfs /x rw
36 22 0:53 / /mnt/c rw - 9p drivers rw
broken line
";

    #[test]
    fn a_folder_is_judged_by_the_mount_it_lies_on() {
        let cases = [
            ("/work/run", "/", "ext4", false),
            ("/home/me/run", "/home", "nfs4", true),
            ("/home/me/scratch/run", "/home/me/scratch", "xfs", false),
            ("/home/me/scratchy", "/home", "nfs4", true),
            ("/homes", "/", "ext4", false),
            ("/mnt/my share/run", "/mnt/my share", "cifs", true),
            ("/mnt/ssh", "/mnt/ssh", "fuse.sshfs", true),
            ("/mnt/sealed/run", "/mnt/sealed", "fuse.gocryptfs", false),
            ("/mnt/c/run", "/mnt/c", "9p", true),
        ];
        for (folder, point, kind, network) in cases {
            let found = mount_of(MOUNTS, Path::new(folder)).unwrap();
            assert_eq!(found, (PathBuf::from(point), kind.to_owned()), "{folder}");
            assert_eq!(is_network(kind), network, "{kind}");
        }
    }

    #[test]
    fn the_message_names_the_file_system_and_the_way_out() {
        let error = Error::NetworkFileSystem {
            folder: "/home/me/run".into(),
            kind: "nfs4".into(),
            mount: "/home".into(),
        };
        let text = error.to_string();
        assert!(
            text.contains("nfs4") && text.contains("/home/me/run") && text.contains("local disk"),
            "{text}"
        );
    }

    #[test]
    fn a_folder_is_held_once() {
        let folder = tempfile::tempdir().unwrap();
        let lock = FolderLock::take(folder.path()).unwrap();
        assert!(matches!(FolderLock::take(folder.path()), Err(Error::Held { .. })));
        drop(lock);
        FolderLock::take(folder.path()).unwrap();
    }
}
