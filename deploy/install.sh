#!/bin/sh
# Puts this version of Linli on a machine: as root, in the unpacked folder, without any network. Nothing that is there
# already is overwritten; of a machine that has a Linli it prepares the new version beside it.
#   DESTDIR=/somewhere ./install.sh   for trying it out: users and systemd are then left alone
#   LINLI_USER=name                   user the service runs under (default linli)
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
dest=${DESTDIR:-}
user=${LINLI_USER:-linli}

fail() {
  echo "邻里: $1" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || fail "请以 root 运行:代码归 root,服务的用户只能读。"
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || [ "$(uname -s)-$(uname -m)" = Linux-aarch64 ] ||
  fail "只支持 Linux 的 x64 和 arm64。"
cd "$here"
sha256sum --quiet -c SHA256SUMS || fail "文件与清单不符:包损坏或被改过,请重新取一份。"
version=$(sed -n 's/^ "version": "\(.*\)",$/\1/p' package-info.json)
[ -n "$version" ] || fail "package-info.json 里没有版本号。"
target=$dest/opt/linli-$version
[ ! -e "$target" ] || fail "$target 已经有了。要重装,请先把它移开。"

if ! getent passwd "$user" >/dev/null; then
  [ -z "$dest" ] || fail "没有用户 $user。"
  useradd --system --home-dir /var/lib/linli --shell /usr/sbin/nologin "$user"
fi

# Whole or not at all: until everything is there it bears another name.
mkdir -p "$dest/opt"
rm -rf "$target.new"
cp -R --no-dereference --preserve=mode,links "$here" "$target.new"
chown -R 0:0 "$target.new"
chmod -R u+rwX,go+rX,go-w "$target.new"
mv "$target.new" "$target"

mkdir -p "$dest/var/lib"
[ -e "$dest/var/lib/linli" ] || install -d -m 0700 -o "$user" -g "$(id -gn "$user")" "$dest/var/lib/linli"
mkdir -p "$dest/etc/systemd/system"
[ -e "$dest/etc/linli" ] || install -d -m 0750 "$dest/etc/linli"
[ -e "$dest/etc/linli/linli.env" ] || install -m 0640 deploy/linli.env.example "$dest/etc/linli/linli.env"

if [ -e "$dest/opt/linli" ]; then
  cat <<END
新版本 $version 已放到 $target,现在的版本还在运行。接着:
  sudo -u $user $target/linli upgrade --data /var/lib/linli --dry-run   # 看看会做什么
  sudo -u $user $target/linli upgrade --data /var/lib/linli             # 备份,升级数据库结构
  ln -sfn linli-$version /opt/linli && systemctl restart linli
END
  exit 0
fi

ln -s "linli-$version" "$dest/opt/linli"
for unit in linli.service linli-backup.service linli-backup.timer; do
  install -m 0644 "deploy/$unit" "$dest/etc/systemd/system/$unit"
done
if [ -z "$dest" ] && command -v systemctl >/dev/null; then systemctl daemon-reload; fi
cat <<END
邻里 $version 已装好。接着:
  编辑 /etc/linli/linli.env
  systemctl enable --now linli
  sudo -u $user /opt/linli/linli city add 4401 --data /var/lib/linli
  sudo -u $user /opt/linli/linli admin create --username … --data /var/lib/linli
  把 /var/lib/linli/keys 另存一处
END
